package dev.shadowland.deploy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

class ClusterPlanTest {
    @Test
    void shouldPlanOneProcessPerNodeInStartingOrder() {
        ClusterPlan plan = Plans.plan(Plans.options(3, 2, false));
        assertThat(plan.processes().stream().map(ProcessPlan::name))
                .containsExactly(
                        "driver",
                        "shard-1",
                        "shard-2",
                        "shard-3",
                        "gateway-1",
                        "gateway-2",
                        "swarm");
    }

    @Test
    void shouldPlanOneProcessWithAllNodesWhenSingle() {
        ClusterPlan plan = Plans.plan(Plans.options(2, 1, true));
        assertThat(plan.processes()).hasSize(1);
        assertThat(plan.processes().getFirst().nodes()).isEqualTo(plan.nodes());
    }

    @Test
    void shouldGiveEveryNodeItsOwnNumberAndPortsWhenAsManyAsAllowed() {
        ClusterPlan plan = Plans.plan(Plans.options(64, 32, false));
        Set<Integer> ids = new HashSet<>();
        Set<Integer> ports = new HashSet<>();
        for (NodePlan node : plan.nodes()) {
            assertThat(ids.add(node.id())).as(node.name()).isTrue();
            assertThat(ports.add(node.ports().artery())).isTrue();
            assertThat(ports.add(node.ports().backplane())).isTrue();
            assertThat(ports.add(node.ports().status())).isTrue();
        }
    }

    @Test
    void shouldRunOnlyBotsNicelyAndOnlyUnderTheLoadProfile() {
        List<ProcessPlan> load = Plans.plan(Plans.options(1, 1, false)).processes();
        assertThat(load.stream().filter(process -> process.nice() > 0).map(ProcessPlan::name))
                .containsExactly("swarm");
        UpOptions fault =
                new UpOptions(
                        1,
                        0,
                        1,
                        1,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        3565,
                        Profile.FAULT,
                        Links.IPC);
        assertThat(Plans.plan(fault).processes()).allMatch(process -> process.nice() == 0);
    }

    @Test
    void shouldListAllViolationsAtOnceWhenOptionsAreWrong() {
        UpOptions wrong =
                new UpOptions(
                        0,
                        0,
                        1,
                        65,
                        -1,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        70_000,
                        Profile.LOAD,
                        Links.IPC);
        assertThat(wrong.violations()).hasSize(4);
        assertThat(Plans.options(2, 1, false).violations()).isEmpty();
    }

    /** The swarm refused it when the whole cluster was up. */
    @Test
    void shouldRefuseADurationThatTheSwarmRefuses() {
        assertThat(lasting(Duration.ofDays(30)).violations()).isEmpty();
        assertThat(lasting(Duration.ofDays(30).plusSeconds(1)).violations())
                .containsExactly("--for must be 720h at most");
    }

    private static UpOptions lasting(Duration duration) {
        return new UpOptions(
                1,
                0,
                1,
                1,
                1,
                Optional.of(duration),
                Optional.empty(),
                false,
                3565,
                Profile.LOAD,
                Links.IPC);
    }

    @Test
    void shouldGiveEachFreePortOnce() {
        LoopbackPorts ports = new LoopbackPorts(new Random(7));
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            int port = ports.next();
            assertThat(port).isBetween(20_000, 31_999);
            assertThat(given.add(port)).isTrue();
        }
    }

    /** A gateway that started second found its port taken by a node's link. */
    @Test
    void shouldGiveNoPortThatAGatewayIsToHave() {
        Set<Integer> reserved = new HashSet<>();
        for (int port = 20_000; port < 31_000; port++) {
            reserved.add(port);
        }
        LoopbackPorts ports = new LoopbackPorts(new Random(7), reserved);
        for (int i = 0; i < 20; i++) {
            assertThat(ports.next()).isBetween(31_000, 31_999);
        }
    }
}
