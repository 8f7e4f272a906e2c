package io.faultstream.cluster.metrics;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes a registry in Prometheus' text format 0.0.4. Families without a sample are left out (a
 * series appears with its first event), and so are the {@code _created} series that the library
 * adds on its own. Safe for use by any thread.
 */
public final class Exposition {

  /** The content type of the text, as the real one has it. */
  public static final String CONTENT_TYPE = "text/plain; charset=utf-8";

  private Exposition() {}

  /** The whole registry as text. */
  public static String write(CollectorRegistry registry) {
    List<MetricFamilySamples> families = new ArrayList<>();
    for (MetricFamilySamples family : Collections.list(registry.metricFamilySamples())) {
      List<MetricFamilySamples.Sample> samples = new ArrayList<>(family.samples);
      samples.removeIf(sample -> sample.name.endsWith("_created"));
      if (!samples.isEmpty()) {
        families.add(
            new MetricFamilySamples(family.name, family.unit, family.type, family.help, samples));
      }
    }
    StringWriter text = new StringWriter();
    try {
      TextFormat.write004(text, Collections.enumeration(families));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString().replace("\",}", "\"}"); // The library ends label lists with a comma.
  }
}
