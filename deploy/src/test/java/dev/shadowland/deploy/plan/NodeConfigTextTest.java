package dev.shadowland.deploy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.transport.config.EffectiveConfig;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class NodeConfigTextTest {
    private static final UpOptions OPTIONS =
            new UpOptions(
                    77,
                    0,
                    3,
                    2,
                    2,
                    Optional.of(Duration.ofSeconds(30)),
                    Optional.of(Path.of("/tmp/wanted.json")),
                    false,
                    4000,
                    Profile.FAULT,
                    Links.IPC);

    private final ClusterPlan plan = Plans.plan(OPTIONS, Path.of("/tmp/a \"quoted\" folder"));

    private Config config(ProcessKind kind, int index) {
        NodePlan node = plan.nodes(kind).get(index);
        return ConfigFactory.parseString(new NodeConfigText(plan).render(node));
    }

    @Test
    void shouldGiveEveryMemberTheShardsThenTheGatewaysAsSeeds() {
        List<String> seeds = new ArrayList<>();
        plan.nodes(ProcessKind.SHARD).forEach(node -> seeds.add(arteryAddress(node)));
        plan.nodes(ProcessKind.GATEWAY).forEach(node -> seeds.add(arteryAddress(node)));
        assertThat(config(ProcessKind.SHARD, 1).getStringList("shadowland.cluster.seeds"))
                .isEqualTo(seeds);
        assertThat(config(ProcessKind.GATEWAY, 0).getStringList("shadowland.cluster.seeds"))
                .isEqualTo(seeds);
    }

    private static String arteryAddress(NodePlan node) {
        return "127.0.0.1:" + node.ports().artery();
    }

    @Test
    void shouldNumberGatewayPortsFromTheOption() {
        assertThat(config(ProcessKind.GATEWAY, 0).getInt("shadowland.network.port"))
                .isEqualTo(4000);
        assertThat(config(ProcessKind.GATEWAY, 1).getInt("shadowland.network.port"))
                .isEqualTo(4001);
    }

    @Test
    void shouldTellShardsAndGatewaysOfTheSameMaps() {
        for (ProcessKind kind : List.of(ProcessKind.SHARD, ProcessKind.GATEWAY)) {
            String text = new NodeConfigText(plan).render(plan.nodes(kind).getFirst());
            assertThat(EffectiveConfig.of(text).values().world().geometries())
                    .extracting(MapGeometry::map)
                    .containsExactly(0, 1, 2);
        }
    }

    @Test
    void shouldTellTheSwarmWhatToDo() {
        Config swarm = config(ProcessKind.SWARM, 0).getConfig("shadowland.swarm");
        assertThat(swarm.getInt("bots")).isEqualTo(77);
        assertThat(swarm.getDuration("for")).isEqualTo(Duration.ofSeconds(30));
        assertThat(swarm.getString("report-file"))
                .isEqualTo("/tmp/a \"quoted\" folder/report.json");
        assertThat(swarm.getStringList("gateways"))
                .containsExactly("127.0.0.1:4000", "127.0.0.1:4001");
    }

    @Test
    void shouldKeepTheLoginKeyFromEveryoneButTheSwarm() {
        NodeConfigText text = new NodeConfigText(plan);
        for (NodePlan node : plan.nodes()) {
            boolean knows = text.render(node).contains("login.key");
            assertThat(knows).as(node.name()).isEqualTo(node.kind() == ProcessKind.SWARM);
        }
    }
}
