package dev.shadowland.deploy;

import dev.shadowland.deploy.plan.ClusterPlan;
import dev.shadowland.deploy.plan.NodePlan;
import dev.shadowland.deploy.plan.ProcessKind;
import dev.shadowland.deploy.plan.UpOptions;
import dev.shadowland.deploy.screen.ClusterView;
import dev.shadowland.deploy.screen.Display;
import dev.shadowland.deploy.screen.Traffic;
import dev.shadowland.deploy.screen.TrafficMeter;
import dev.shadowland.deploy.supervise.ChildState;
import dev.shadowland.deploy.supervise.HttpStatuses;
import dev.shadowland.deploy.supervise.LatestStatuses;
import dev.shadowland.deploy.supervise.NodeStatus;
import dev.shadowland.deploy.supervise.Supervisor;
import dev.shadowland.deploy.supervise.Supervisor.ChildView;
import dev.shadowland.deploy.supervise.Supervisor.Phase;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Drives the supervisor and the display until everything has stopped. Owned by one thread. */
final class LiveRun implements AutoCloseable {
    private static final long POLL_MILLIS = 200;
    private static final long ASK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(1_000);

    private final ClusterPlan plan;
    private final Supervisor supervisor;
    private final Display display;
    private final StopRequest stop;
    private final HttpStatuses http = new HttpStatuses();
    private final TrafficMeter meter = new TrafficMeter();
    private final LatestStatuses latest = new LatestStatuses();
    private final List<String> problems = new ArrayList<>();
    private final long startNs = System.nanoTime();
    private Traffic traffic = Traffic.NONE;
    private long lastAskNs = startNs - ASK_INTERVAL_NS;
    private Phase shownPhase = Phase.STARTING;

    LiveRun(ClusterPlan plan, Supervisor supervisor, Display display, StopRequest stop) {
        this.plan = plan;
        this.supervisor = supervisor;
        this.display = display;
        this.stop = stop;
    }

    /** What went wrong, for a person. */
    List<String> problems() {
        List<String> all = new ArrayList<>(supervisor.problems());
        all.addAll(problems);
        if (supervisor.restarts() > 0) {
            all.add(supervisor.restarts() + " restarts");
        }
        return all;
    }

    /** Returns when nothing runs any more, also when it fails. */
    void run() throws InterruptedException {
        try {
            while (supervisor.phase() != Phase.STOPPED) {
                step(System.nanoTime());
                stop.await(POLL_MILLIS);
            }
        } finally {
            supervisor.stop();
            while (supervisor.phase() != Phase.STOPPED) {
                supervisor.poll(System.nanoTime(), Map.of());
                stop.await(POLL_MILLIS);
            }
        }
    }

    private void step(long nowNs) {
        boolean asks = nowNs - lastAskNs >= ASK_INTERVAL_NS || supervisor.phase() == Phase.STARTING;
        Map<String, NodeStatus> answers = Map.of();
        if (asks && supervisor.phase() != Phase.STOPPING) {
            lastAskNs = nowNs;
            answers = http.read(plan.nodes());
            latest.take(nowNs, answers);
        }
        supervisor.poll(nowNs, answers);
        forgetTheDead();
        if (stop.isRequested()) {
            onStopRequested();
        }
        if (supervisor.phase() == Phase.RUNNING && !answers.isEmpty()) {
            traffic = meter.measure(nowNs, gatewaysOf(answers));
            display.show(nowNs, view(nowNs));
        }
        if (supervisor.phase() != shownPhase) {
            onPhase(supervisor.phase());
        }
    }

    private void forgetTheDead() {
        for (ChildView child : supervisor.children()) {
            if (child.state() == ChildState.WAITING || child.state() == ChildState.ENDED) {
                child.plan().nodes().forEach(node -> latest.forget(node.name()));
            }
        }
    }

    private void onStopRequested() {
        if (supervisor.phase() == Phase.STARTING) {
            problems.add("stopped before the cluster was up");
        }
        supervisor.stop();
    }

    private void onPhase(Phase phase) {
        shownPhase = phase;
        if (phase == Phase.STOPPING) {
            display.endPage();
            display.print("Stopping bots, gateways, shards and driver, in this order …");
        }
    }

    private Map<String, NodeStatus> gatewaysOf(Map<String, NodeStatus> answers) {
        Map<String, NodeStatus> gateways = new HashMap<>();
        for (NodePlan gateway : plan.nodes(ProcessKind.GATEWAY)) {
            NodeStatus answer = answers.get(gateway.name());
            if (answer != null) {
                gateways.put(gateway.name(), answer);
            }
        }
        return gateways;
    }

    private ClusterView view(long nowNs) {
        List<ClusterView.Row> rows = new ArrayList<>();
        for (ChildView child : supervisor.children()) {
            for (NodePlan node : child.plan().nodes()) {
                rows.add(row(nowNs, node, child));
            }
        }
        return new ClusterView(
                headline(),
                Duration.ofNanos(nowNs - startNs),
                plan.options().bots(),
                rows,
                traffic,
                display.events());
    }

    private ClusterView.Row row(long nowNs, NodePlan node, ChildView child) {
        Optional<NodeStatus> status = latest.of(nowNs, node.name());
        String state = status.map(NodeStatus::state).orElseGet(() -> word(child.state()));
        return new ClusterView.Row(node.name(), state, child.restarts(), status);
    }

    /** For a node that says nothing of itself. */
    private static String word(ChildState state) {
        return state == ChildState.READY ? "silent" : state.name().toLowerCase(Locale.ROOT);
    }

    private String headline() {
        UpOptions options = plan.options();
        return "%d bots · %d shards · %d gateways · port %d · profile %s%s"
                .formatted(
                        options.bots(),
                        options.shards(),
                        options.gateways(),
                        options.port(),
                        options.profile().text(),
                        options.single() ? " · one process" : "");
    }

    @Override
    public void close() {
        http.close();
    }
}
