package dev.shadowland.benchmarks.edge;

import dev.shadowland.benchmarks.edge.EdgeOptions.Part;
import dev.shadowland.benchmarks.load.ClientSockets;
import dev.shadowland.benchmarks.load.ServerProcess;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The whole of {@code bench edge}. One thread. */
public final class EdgeBenchmark {
    private final EdgeOptions options;
    private final Progress progress;

    /** Says how far it is. */
    public EdgeBenchmark(EdgeOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @throws IOException when a server does not start, or a client does not get in
     */
    public EdgeReport run() throws IOException {
        try (Servers servers = new Servers();
                ClientSockets sockets = new ClientSockets(options.sockets())) {
            EchoLegs legs = new EchoLegs(sockets, options);
            List<EchoResult> results = new ArrayList<>();
            List<Setting> settings = settings();
            for (Setting setting : settings) {
                progress.say(
                        "%d of %d: %s"
                                .formatted(results.size() + 1, settings.size(), setting.text()));
                results.add(compare(servers, legs, setting));
            }
            return new EdgeReport(Machine.here(), results, null, List.of(), List.of(), List.of());
        }
    }

    /** The goal's setting first: it is what one waits for. */
    private List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (Setting.Variant variant : Setting.Variant.values()) {
            if (options.parts().contains(partOf(variant))) {
                for (int payload : options.payloads()) {
                    for (int rate : options.rates()) {
                        settings.add(new Setting(rate, payload, variant));
                    }
                }
            }
        }
        return settings;
    }

    private static Part partOf(Setting.Variant variant) {
        return switch (variant) {
            case PLAIN -> Part.ECHO;
            case BOUNCYCASTLE -> Part.BOUNCYCASTLE;
            case AERON -> Part.AERON;
        };
    }

    private EchoResult compare(Servers servers, EchoLegs legs, Setting setting) throws IOException {
        ServerProcess raw = servers.raw();
        ServerProcess gateway = servers.gateway(setting.variant());
        legs.warmUp(raw, setting.payloadBytes());
        legs.warmUp(gateway, setting.payloadBytes());
        int rounds =
                setting.variant() == Setting.Variant.PLAIN
                        ? options.rounds()
                        : Math.max(1, options.rounds() - 1);
        List<Round> done = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            Round round =
                    Round.run(
                            () -> legs.run(raw, setting.rateHz(), setting.payloadBytes()),
                            () -> legs.run(gateway, setting.rateHz(), setting.payloadBytes()));
            done.add(round);
            progress.say(
                    "    raw %.2f µs, gateway %.2f µs per echo: x %.2f"
                            .formatted(
                                    round.raw().cpuMicrosPerEcho(),
                                    round.gateway().cpuMicrosPerEcho(),
                                    round.ratio()));
        }
        return EchoResult.of(setting, gateway.aead(), done);
    }
}
