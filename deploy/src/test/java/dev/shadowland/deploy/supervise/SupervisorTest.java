package dev.shadowland.deploy.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.deploy.plan.ClusterPlan;
import dev.shadowland.deploy.plan.Plans;
import dev.shadowland.deploy.plan.ProcessPlan;
import dev.shadowland.deploy.supervise.Supervisor.ChildView;
import dev.shadowland.deploy.supervise.Supervisor.Phase;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

class SupervisorTest {
    private final FakeProcesses processes = new FakeProcesses();
    private final List<String> events = new ArrayList<>();
    private Supervisor supervisor = supervisor(Plans.plan(Plans.options(2, 1, false)));
    private long nowNs = Long.MAX_VALUE - 5; // the clock may overflow

    private Supervisor supervisor(ClusterPlan plan) {
        return new Supervisor(plan, processes, new Journal());
    }

    private final class Journal implements SupervisorListener {
        @Override
        public void onEvent(String line) {
            events.add(line);
        }

        @Override
        public void onClusterLost() {
            events.add("cluster lost");
        }

        @Override
        public void onStartFailed(ProcessPlan plan) {
            events.add("log of " + plan.name());
        }
    }

    private void poll(String state) {
        supervisor.poll(nowNs, processes.all(state));
    }

    private void pass(long millis) {
        for (long spent = 0; spent < millis; spent += 100) {
            nowNs += TimeUnit.MILLISECONDS.toNanos(100);
            poll("ready");
        }
    }

    private void bringUp() {
        poll("starting");
        pass(1_000);
        assertThat(supervisor.phase()).isEqualTo(Phase.RUNNING);
        processes.journal.clear();
        events.clear();
    }

    private ChildView child(String name) {
        return supervisor.children().stream()
                .filter(child -> child.plan().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldStartDriverThenNodesThenSwarmWhenEachIsReady() {
        poll("starting");
        poll("starting");
        assertThat(processes.journal).containsExactly("start driver");
        poll("ready");
        assertThat(processes.journal)
                .containsExactly(
                        "start driver", "start shard-1", "start shard-2", "start gateway-1");
        poll("joining");
        assertThat(processes.journal).hasSize(4);
        assertThat(supervisor.phase()).isEqualTo(Phase.STARTING);
        poll("ready");
        assertThat(processes.journal).endsWith("start swarm");
        assertThat(supervisor.phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void shouldNotTakeAPredecessorsStatusForReadyWhenPidDiffers() {
        poll("starting");
        supervisor.poll(nowNs, Map.of("driver", FakeProcesses.status("ready", 999)));
        assertThat(processes.journal).containsExactly("start driver");
    }

    @Test
    void shouldShowLogAndStopAllWhenAChildDiesDuringStart() {
        poll("starting");
        poll("ready");
        processes.of("shard-2").die(1);
        poll("starting");
        assertThat(events).contains("log of shard-2");
        assertThat(supervisor.phase()).isEqualTo(Phase.STOPPED);
        assertThat(processes.running()).isZero();
        assertThat(supervisor.problems())
                .containsExactly("shard-2 ended (exit status 1) while the cluster was starting");
    }

    @Test
    void shouldGiveUpStartingWhenANodeIsNeverReady() {
        poll("starting");
        nowNs += TimeUnit.SECONDS.toNanos(91);
        poll("starting");
        assertThat(supervisor.phase()).isEqualTo(Phase.STOPPED);
        assertThat(supervisor.problems())
                .first()
                .asString()
                .contains("driver was not ready in time");
    }

    @Test
    void shouldRestartANodeAfterItsBackoffWhenItDies() {
        bringUp();
        processes.of("shard-1").die(137);
        poll("ready");
        assertThat(processes.journal).isEmpty();
        assertThat(child("shard-1").state()).isEqualTo(ChildState.WAITING);
        assertThat(events).containsExactly("shard-1 ended (exit status 137), restarting in 0.3 s");
        pass(400);
        assertThat(processes.journal).containsExactly("start shard-1");
        assertThat(child("shard-1").state()).isEqualTo(ChildState.READY);
        assertThat(child("shard-1").restarts()).isEqualTo(1);
        assertThat(supervisor.restarts()).isEqualTo(1);
        assertThat(supervisor.phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void shouldRestartAllNodesOnItWhenTheDriverDies() {
        bringUp();
        processes.of("driver").die(134);
        poll("ready");
        assertThat(processes.journal)
                .containsExactly("kill shard-1", "kill shard-2", "kill gateway-1");
        assertThat(events).containsOnlyOnce("cluster lost");
        assertThat(processes.of("swarm").isAlive()).isTrue();
        pass(1_000);
        assertThat(processes.journal)
                .endsWith("start driver", "start shard-1", "start shard-2", "start gateway-1");
        assertThat(supervisor.restarts()).isEqualTo(1);
    }

    @Test
    void shouldFormTheClusterAnewWhenNoNodeOfItIsLeft() {
        bringUp();
        processes.of("gateway-1").die(1);
        processes.of("shard-1").die(1);
        poll("ready");
        assertThat(events).doesNotContain("cluster lost");
        processes.of("shard-2").die(1);
        poll("ready");
        assertThat(events).containsOnlyOnce("cluster lost");
        pass(3_000);
        assertThat(processes.journal)
                .contains("start shard-1", "start shard-2", "start gateway-1")
                .doesNotContain("start driver");
        assertThat(child("shard-1").state()).isEqualTo(ChildState.READY);
        assertThat(supervisor.phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void shouldLeaveNoNodeInTheOldClusterWhenItIsFormedAnew() {
        bringUp();
        processes.of("gateway-1").die(1);
        processes.of("shard-1").die(1);
        for (int i = 0; i < 20; i++) {
            nowNs += TimeUnit.MILLISECONDS.toNanos(100);
            poll("joining");
        }
        assertThat(processes.of("shard-1").isAlive()).isTrue();
        processes.of("shard-2").die(1);
        poll("joining");
        assertThat(processes.journal).contains("kill shard-1", "kill gateway-1");
        assertThat(events).containsOnlyOnce("cluster lost");
    }

    @Test
    void shouldKeepNodesWaitingUntilTheDriverIsReadyWhenItWasRestarted() {
        bringUp();
        processes.of("driver").die(134);
        for (int i = 0; i < 20; i++) {
            nowNs += TimeUnit.MILLISECONDS.toNanos(100);
            supervisor.poll(nowNs, Map.of());
        }
        assertThat(processes.journal).endsWith("start driver");
    }

    @Test
    void shouldGiveUpWhenMoreThanFiveDeathsInAMinute() {
        bringUp();
        for (int death = 1; death <= 5; death++) {
            processes.of("gateway-1").die(1);
            pass(8_000);
            assertThat(supervisor.phase()).as("after death %d", death).isEqualTo(Phase.RUNNING);
        }
        processes.of("gateway-1").die(1);
        poll("ready");
        assertThat(supervisor.phase()).isEqualTo(Phase.STOPPED);
        assertThat(supervisor.problems()).first().asString().contains("gave up");
        assertThat(processes.running()).isZero();
    }

    /** It would end again for the same reason, each time with its words deeper in the log. */
    @Test
    void shouldShowLogAndStopAllWhenARestartCannotMendWhatAChildEndedFor() {
        bringUp();
        processes.of("gateway-1").die(2);
        poll("ready");
        assertThat(events).containsExactly("log of gateway-1");
        assertThat(supervisor.phase()).isEqualTo(Phase.STOPPED);
        assertThat(supervisor.restarts()).isZero();
        assertThat(supervisor.problems())
                .containsExactly("gateway-1 ended (exit status 2), which no restart mends");
    }

    @Test
    void shouldShowLogWhenTheSwarmsConfigurationIsWrong() {
        bringUp();
        processes.of("swarm").die(2);
        poll("ready");
        assertThat(events).containsExactly("log of swarm");
        assertThat(supervisor.problems()).containsExactly("swarm ended (exit status 2)");
    }

    @Test
    void shouldNotGiveUpWhenDeathsAreFarApart() {
        bringUp();
        for (int death = 1; death <= 10; death++) {
            processes.of("gateway-1").die(1);
            pass(30_000);
        }
        assertThat(supervisor.phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void shouldStopInOrderWhenAsked() {
        bringUp();
        supervisor.stop();
        poll("ready");
        assertThat(processes.journal)
                .containsExactly(
                        "terminate swarm",
                        "terminate gateway-1",
                        "terminate shard-1",
                        "terminate shard-2",
                        "terminate driver");
        assertThat(supervisor.phase()).isEqualTo(Phase.STOPPED);
        assertThat(supervisor.problems()).isEmpty();
    }

    @Test
    void shouldWaitForOneKindBeforeTheNextWhenStopping() {
        bringUp();
        processes.of("swarm").statusOnTerminate = -1;
        supervisor.stop();
        pass(1_000);
        assertThat(processes.journal).containsExactly("terminate swarm");
        processes.of("swarm").die(0);
        pass(100);
        assertThat(supervisor.phase()).isEqualTo(Phase.STOPPED);
        assertThat(supervisor.problems()).isEmpty();
    }

    @Test
    void shouldKillAfterTheBoundAndNeedLessThanTenSecondsWhenNobodyAnswers() {
        bringUp();
        for (String name : List.of("swarm", "gateway-1", "shard-1", "shard-2", "driver")) {
            processes.of(name).statusOnTerminate = -1;
        }
        supervisor.stop();
        pass(9_500);
        assertThat(supervisor.phase()).isEqualTo(Phase.STOPPED);
        assertThat(supervisor.problems())
                .hasSize(5)
                .allMatch(problem -> problem.contains("did not stop in time"));
        assertThat(processes.running()).isZero();
    }

    @Test
    void shouldNameAChildThatStopsUncleanlyWhenAskedToStop() {
        bringUp();
        processes.of("shard-2").statusOnTerminate = 3;
        supervisor.stop();
        poll("ready");
        assertThat(supervisor.problems()).containsExactly("shard-2 stopped with exit status 3");
    }

    @Test
    void shouldStopAllWithoutAProblemWhenTheSwarmEndsByItself() {
        bringUp();
        processes.of("swarm").die(0);
        poll("ready");
        assertThat(supervisor.phase()).isEqualTo(Phase.STOPPED);
        assertThat(supervisor.problems()).isEmpty();
        assertThat(processes.running()).isZero();
    }

    @Test
    void shouldReportTheSwarmsStatusWhenItEndsWithAFailure() {
        bringUp();
        processes.of("swarm").die(1);
        poll("ready");
        assertThat(supervisor.problems()).containsExactly("swarm ended (exit status 1)");
    }

    @Test
    void shouldTakeASwarmThatMeasuresForReadyWhenSingle() {
        supervisor = supervisor(Plans.plan(Plans.options(2, 1, true)));
        poll("starting");
        Map<String, NodeStatus> statuses = new HashMap<>(processes.all("ready"));
        statuses.putAll(
                processes.all("measuring").entrySet().stream()
                        .filter(status -> status.getKey().equals("swarm"))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        supervisor.poll(nowNs, statuses);
        assertThat(supervisor.phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void shouldRunOneProcessWhenSingle() {
        supervisor = supervisor(Plans.plan(Plans.options(2, 1, true)));
        poll("starting");
        assertThat(supervisor.phase()).isEqualTo(Phase.STARTING);
        poll("ready");
        assertThat(processes.journal).containsExactly("start single");
        assertThat(supervisor.phase()).isEqualTo(Phase.RUNNING);
        processes.of("single").die(0);
        poll("ready");
        assertThat(supervisor.phase()).isEqualTo(Phase.STOPPED);
        assertThat(supervisor.problems()).isEmpty();
    }
}
