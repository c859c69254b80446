package dev.shadowland.benchmarks.edge;

import dev.shadowland.benchmarks.edge.EdgeOptions.Part;
import dev.shadowland.benchmarks.load.ClientSockets;
import dev.shadowland.benchmarks.load.ServerProcess;
import dev.shadowland.benchmarks.server.EchoOptions;

import org.jspecify.annotations.Nullable;

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
            List<EchoResult> results = echoes(servers, new EchoLegs(sockets, options));
            return new EdgeReport(
                    Machine.here(),
                    results,
                    handshakes(servers),
                    unknown(servers),
                    saturation(servers),
                    options.parts().contains(Part.LZ4)
                            ? CompressionMeasure.run(progress)
                            : List.of());
        }
    }

    private List<EchoResult> echoes(Servers servers, EchoLegs legs) throws IOException {
        List<EchoResult> results = new ArrayList<>();
        List<Setting> settings = settings();
        for (Setting setting : settings) {
            progress.say(
                    "%d of %d: %s".formatted(results.size() + 1, settings.size(), setting.text()));
            results.add(compare(servers, legs, setting));
        }
        return results;
    }

    private @Nullable HandshakeResult handshakes(Servers servers) throws IOException {
        if (!options.parts().contains(Part.HANDSHAKES)) {
            return null;
        }
        progress.say("handshakes");
        return HandshakeMeasure.run(
                servers.gateway(Setting.Variant.PLAIN), options.warmupNs(), 2 * options.windowNs());
    }

    private List<UnknownResult> unknown(Servers servers) throws IOException {
        if (!options.parts().contains(Part.UNKNOWN)) {
            return List.of();
        }
        progress.say("answers to strangers");
        return StrangerMeasure.run(servers.gateway(Setting.Variant.PLAIN));
    }

    private List<SaturationResult> saturation(Servers servers) throws IOException {
        List<SaturationResult> results = new ArrayList<>();
        if (options.parts().contains(Part.SATURATION)) {
            for (EchoOptions server :
                    List.of(
                            EchoOptions.RAW,
                            EchoOptions.GATEWAY,
                            EchoOptions.GATEWAY.withWorkers(2))) {
                progress.say("saturation: " + server.text());
                results.add(
                        new SaturationMeasure(
                                        servers.get(server),
                                        options.sockets(),
                                        options.warmupNs(),
                                        2 * options.windowNs())
                                .run());
            }
        }
        return results;
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
