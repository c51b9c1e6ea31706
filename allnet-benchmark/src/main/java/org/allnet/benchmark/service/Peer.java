package org.allnet.benchmark.service;

import java.util.List;

/** Another service that answers about the same pictures with the same weights. */
enum Peer {
  /** Python, of Debian's packages. */
  FASTAPI(
      "FastAPI + PyTorch",
      List.of("/usr/bin/python3", "python3"),
      "server.py",
      "model.pt",
      2,
      "on Debian: apt-get install python3-fastapi python3-uvicorn python3-uvloop python3-httptools"
          + " python3-torch python3-pil libopenblas0-pthread"),
  /** Node, of the npm registry's packages. */
  FASTIFY(
      "fastify + ONNX Runtime",
      List.of("node"),
      "server.mjs",
      "model.onnx",
      1,
      "install Node 20 or newer and run 'npm ci' in the folder of the peers");

  private final String title;
  private final List<String> programs;
  private final String file;
  private final String model;
  private final double times;
  private final String install;

  Peer(
      String title,
      List<String> programs,
      String file,
      String model,
      double times,
      String install) {
    this.title = title;
    this.programs = programs;
    this.file = file;
    this.model = model;
    this.times = times;
    this.install = install;
  }

  /** {@return what readers call it} */
  String title() {
    return title;
  }

  /** {@return programs that run it, the first that is there} */
  List<String> programs() {
    return programs;
  }

  /** {@return the name of its source file} */
  String file() {
    return file;
  }

  /** {@return the name of the file of the weights that it reads} */
  String model() {
    return model;
  }

  /** {@return how many times as many answers a second ALLNet has to give} */
  double times() {
    return times;
  }

  /** {@return what to do if it does not start} */
  String install() {
    return install;
  }
}
