"""A service of FastAPI and PyTorch that 'bench' sets beside ALLNet's own.

    python3 server.py MODEL SIDE THREADS TOGETHER CLASS...

MODEL is the TorchScript file of 'model export'. SIDE is the side of its input in pixels. An
operation has THREADS threads. At most TOGETHER pictures are computed at once. The address is the
one line that it prints; it ends when its input does.
"""

import asyncio
import io
import json
import os
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy
import torch
import uvicorn
from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from PIL import Image, UnidentifiedImageError

MODEL, SIDE, THREADS, TOGETHER = sys.argv[1], *map(int, sys.argv[2:5])
CLASSES = sys.argv[5:]
MOST_BYTES = 4 << 20


def decode(body):
    """The picture as the network takes it: RGB in [0,1], padded with black to a square."""
    image = Image.open(io.BytesIO(body)).convert("RGB")
    if image.size != (SIDE, SIDE):
        side = max(image.size)
        square = Image.new("RGB", (side, side))
        square.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
        image = square.resize((SIDE, SIDE), Image.BILINEAR)
    pixels = torch.from_numpy(numpy.array(image)).permute(2, 0, 1)
    return pixels.to(torch.float32).div_(255)


class Network:
    """Answers one batch after another; what waits is computed together, nothing waits for more."""

    def __init__(self):
        self.prepare()
        self.model = torch.jit.load(MODEL).eval()
        # Half the processor's time of the module as it is loaded.
        self.model = torch.jit.optimize_for_inference(self.model, ["probabilities"])
        self.one_thread = ThreadPoolExecutor(1, initializer=self.prepare)
        self.waiting = None

    @staticmethod
    def prepare():
        """Both settings are of a thread."""
        torch.set_num_threads(THREADS)
        torch.set_grad_enabled(False)

    def compute(self, images):
        return self.model.probabilities(torch.stack(images)).tolist()

    async def start(self):
        self.waiting = asyncio.Queue()
        loop = asyncio.get_running_loop()
        black = torch.zeros(3, SIDE, SIDE)
        for count in (1, 1, 1, TOGETHER, TOGETHER):
            await loop.run_in_executor(self.one_thread, self.compute, [black] * count)
        self.task = asyncio.create_task(self.work())

    async def work(self):
        loop = asyncio.get_running_loop()
        while True:
            batch = [await self.waiting.get()]
            while len(batch) < TOGETHER and not self.waiting.empty():
                batch.append(self.waiting.get_nowait())
            try:
                images = [image for image, _ in batch]
                rows = await loop.run_in_executor(self.one_thread, self.compute, images)
                for (_, answer), row in zip(batch, rows):
                    if not answer.done():
                        answer.set_result(row)
            except Exception as failure:
                for _, answer in batch:
                    if not answer.done():
                        answer.set_exception(failure)

    async def ask(self, image):
        answer = asyncio.get_running_loop().create_future()
        await self.waiting.put((image, answer))
        return await answer


app = FastAPI(openapi_url=None)
network = Network()


@app.on_event("startup")
async def startup():
    await network.start()
    print(json.dumps({"address": "http://127.0.0.1:%d" % listening.getsockname()[1]}), flush=True)


@app.post("/classify")
async def classify(request: Request):
    body = await request.body()
    if len(body) > MOST_BYTES:
        return JSONResponse({"detail": "too large"}, 413)
    try:
        image = await run_in_threadpool(decode, body)
    except (UnidentifiedImageError, OSError):
        return JSONResponse({"detail": "no picture"}, 422)
    row = await network.ask(image)
    return JSONResponse({"probabilities": dict(zip(CLASSES, row))})


def end_with_input():
    sys.stdin.buffer.read()
    os._exit(0)


listening = socket.socket()
listening.bind(("127.0.0.1", 0))
listening.listen(1024)
threading.Thread(target=end_with_input, daemon=True).start()
uvicorn.Server(
    uvicorn.Config(app, log_level="warning", access_log=False, timeout_keep_alive=600)
).run(sockets=[listening])
