package org.allnet.service.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The traces of this process. What came with a request goes on to its jobs, also if nothing is sent
 * anywhere; that is only done if somebody says where to. Thread-safe.
 */
public final class Traces {

  private static final ThreadLocal<@Nullable TraceParent> CURRENT = new ThreadLocal<>();
  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

  private static volatile @Nullable Sent sent;

  private Traces() {}

  private record Sent(SdkTracerProvider provider, Tracer tracer) {}

  /**
   * Sends spans from now on, by OTLP over HTTP.
   *
   * @param collector where to, such as {@code http://localhost:4318}
   */
  public static void send(URI collector) {
    String base = collector.toString().replaceAll("/+$", "");
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder()
                            .setEndpoint(base + "/v1/traces")
                            .setTimeout(Duration.ofSeconds(5))
                            .build())
                    .setScheduleDelay(Duration.ofSeconds(1))
                    .build())
            .setResource(
                Resource.getDefault().merge(Resource.create(Attributes.of(SERVICE, "allnet"))))
            .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
            .build();
    sent = new Sent(provider, provider.get("org.allnet.service"));
  }

  /** Sends what is left, for a few seconds at most, and then nothing more. */
  public static void end() {
    Sent until = sent;
    sent = null;
    if (until != null) {
      until.provider().shutdown().join(3, TimeUnit.SECONDS);
    }
  }

  /** {@return to what the work of this thread belongs} */
  public static Optional<TraceParent> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** What was begun and is ended by whoever began it, on the same thread. */
  public static final class Begun implements AutoCloseable {

    private final @Nullable Span span;

    private Begun(@Nullable Span span) {
      this.span = span;
    }

    /**
     * Says how it ended.
     *
     * @param key of OpenTelemetry's conventions, such as {@code http.response.status_code}
     * @param value what it is
     * @param failed whether that is a failure of the service
     */
    public void ended(String key, long value, boolean failed) {
      if (span != null) {
        span.setAttribute(key, value);
        if (failed) {
          span.setStatus(StatusCode.ERROR);
        }
      }
    }

    @Override
    public void close() {
      CURRENT.remove();
      if (span != null) {
        span.end();
      }
    }
  }

  /**
   * Begins to answer a request; until that is closed, what this thread does belongs to it.
   *
   * @param method of HTTP
   * @param route the template of its address
   * @param before the header {@code traceparent}, if there is one
   */
  public static Begun request(String method, String route, Optional<String> before) {
    Optional<TraceParent> parent = before.flatMap(TraceParent::parse);
    Sent to = sent;
    if (to == null) {
      parent.ifPresent(CURRENT::set);
      return new Begun(null);
    }
    Span span =
        to.tracer()
            .spanBuilder(method + " " + route)
            .setParent(context(parent))
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", method)
            .setAttribute("http.route", route)
            .startSpan();
    SpanContext own = span.getSpanContext();
    CURRENT.set(new TraceParent(own.getTraceId(), own.getSpanId(), own.isSampled()));
    return new Begun(span);
  }

  /**
   * Tells of jobs that were worked on together.
   *
   * @param name what was done, such as {@code classify-cell}
   * @param before the trace of the request that brought them, if it had one
   * @param began when
   * @param jobs how many they were
   */
  public static void jobs(String name, Optional<String> before, Instant began, int jobs) {
    Sent to = sent;
    if (to != null) {
      to.tracer()
          .spanBuilder(name)
          .setParent(context(before.flatMap(TraceParent::parse)))
          .setSpanKind(SpanKind.CONSUMER)
          .setStartTimestamp(began)
          .setAttribute("allnet.jobs", jobs)
          .startSpan()
          .end();
    }
  }

  /** {@return whether spans are sent, so that what they need is worth asking for} */
  public static boolean areSent() {
    return sent != null;
  }

  private static Context context(Optional<TraceParent> parent) {
    return parent
        .map(
            one ->
                Context.root()
                    .with(
                        Span.wrap(
                            SpanContext.createFromRemoteParent(
                                one.traceId(),
                                one.spanId(),
                                one.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                                TraceState.getDefault()))))
        .orElse(Context.root());
  }
}
