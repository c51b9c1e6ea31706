package org.allnet.service.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a small body as a whole before a thread is given to its request, so that who sends it
 * letter by letter keeps no thread waiting. It is copied: what came in pieces would keep the buffer
 * of each piece. Larger bodies, and those that do not say how large they are, are handed on at
 * once.
 */
final class AwaitedBodies extends Handler.Wrapper {

  /** Up to how many bytes a body is small. */
  static final int SMALL = 16 << 10;

  private final Duration longest;

  /**
   * Waits for a while.
   *
   * @param longest how long a small body may take in all
   */
  AwaitedBodies(Duration longest) {
    this.longest = longest;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long length = request.getLength();
    if (length <= 0 || length > SMALL) {
      return super.handle(request, response, callback);
    }
    new Body(request, response, callback, (int) length).read(false);
    return true;
  }

  private void handOn(Request whole, Response response, Callback callback) {
    try {
      if (!super.handle(whole, response, callback)) {
        Response.writeError(whole, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Throwable e) {
      Response.writeError(whole, response, callback, e);
    }
  }

  /** A body that comes in. */
  private final class Body implements Invocable.Task {

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ByteBuffer bytes;

    /** Whoever sets it answers. */
    private final AtomicBoolean over = new AtomicBoolean();

    private Scheduler.@Nullable Task late;

    Body(Request request, Response response, Callback callback, int length) {
      this.request = request;
      this.response = response;
      this.callback = callback;
      this.bytes = ByteBuffer.allocate(length);
    }

    /** Takes what is there, and comes back for the rest. */
    void read(boolean onForeignThread) {
      while (!over.get()) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          if (late == null) {
            late =
                request
                    .getComponents()
                    .getScheduler()
                    .schedule(this::tooLate, longest.toMillis(), TimeUnit.MILLISECONDS);
          }
          request.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          if (isMine()) {
            Response.writeError(request, response, callback, HttpStatus.REQUEST_TIMEOUT_408);
          }
          return;
        }
        bytes.put(chunk.getByteBuffer());
        chunk.release();
        if (chunk.isLast() && isMine()) {
          Whole whole = new Whole(request, bytes.flip());
          if (onForeignThread) {
            request.getContext().execute(() -> handOn(whole, response, callback));
          } else {
            handOn(whole, response, callback);
          }
        }
      }
    }

    private boolean isMine() {
      boolean mine = over.compareAndSet(false, true);
      if (mine && late != null) {
        late.cancel();
      }
      return mine;
    }

    private void tooLate() {
      if (over.compareAndSet(false, true)) {
        Response.writeError(request, response, callback, HttpStatus.REQUEST_TIMEOUT_408);
      }
    }

    @Override
    public void run() {
      read(true);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  /** A request whose body is there. */
  private static final class Whole extends Request.Wrapper {

    private Content.Chunk next;

    Whole(Request wrapped, ByteBuffer body) {
      super(wrapped);
      next = Content.Chunk.from(body, true);
    }

    @Override
    public Content.Chunk read() {
      Content.Chunk now = next;
      if (!Content.Chunk.isFailure(now)) {
        next = Content.Chunk.EOF;
      }
      return now;
    }

    @Override
    public void demand(Runnable callback) {
      callback.run();
    }

    @Override
    public void fail(Throwable failure) {
      next = Content.Chunk.from(failure, true);
    }
  }
}
