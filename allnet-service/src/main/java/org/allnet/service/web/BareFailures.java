package org.allnet.service.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.allnet.service.web.access.Transport;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is no request, before anything of this service sees it: one line with the same
 * headers as everything else, and nothing of the server or of what was sent.
 */
final class BareFailures extends ErrorHandler {

  private final Transport transport;

  BareFailures(Transport transport) {
    this.transport = transport;
  }

  private static ByteBuffer words(int status) {
    return ByteBuffer.wrap(
        "The request can't be answered (%d).\n".formatted(status).getBytes(StandardCharsets.UTF_8));
  }

  private void add(HttpFields.Mutable headers) {
    SecurityHeaders.of(transport).forEach((name, value) -> headers.put(new HttpField(name, value)));
    headers.put(new HttpField("Content-Type", "text/plain;charset=utf-8"));
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    add(response.getHeaders());
    response.write(true, words(code), callback);
  }

  @Override
  public ByteBuffer badMessageError(
      int status, @Nullable String reason, HttpFields.Mutable fields) {
    add(fields);
    return words(status);
  }
}
