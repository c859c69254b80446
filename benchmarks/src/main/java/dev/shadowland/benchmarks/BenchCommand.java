package dev.shadowland.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: measurements, which are commands and no tests. */
@Command(
        name = "bench",
        description =
                "Measures: the edge against a raw echo, the world without its edges, the hot paths"
                        + " one by one, bytes per update.",
        subcommands = {
            EdgeCommand.class,
            WorldCommand.class,
            JmhCommand.class,
            FloodCommand.class,
            BandwidthCommand.class
        })
public final class BenchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "bench what? One of: edge, world, jmh, flood, bandwidth");
    }
}
