package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.entity.RestedIds;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.backplane.Generation;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.backplane.SessionId;
import dev.shadowland.protocol.backplane.codec.MessageHeaderDecoder;
import dev.shadowland.protocol.backplane.codec.PlayerEventDecoder;
import dev.shadowland.protocol.backplane.codec.SnapshotDecoder;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.ghost.RowTable;
import dev.shadowland.shard.ingress.BackplaneFrame;
import dev.shadowland.shard.ingress.CellDirectory;
import dev.shadowland.shard.ingress.DropCounters;
import dev.shadowland.shard.ingress.DropReason;
import dev.shadowland.shard.ingress.Ingress;
import dev.shadowland.shard.link.Egress;
import dev.shadowland.shard.ports.CellEvents;
import dev.shadowland.shard.ports.NodePorts;
import dev.shadowland.shard.replication.TickScratch;
import dev.shadowland.shard.replication.ViewerPool;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Cells on simulated nodes, and clients at a simulated gateway; every path in seeded weather, every
 * step by hand.
 */
final class World {
    static final int GATEWAY = 900;
    static final MapGeometry MAP = MapGeometry.DEFAULT;

    /** Another map: other cells, another base, over the same place. */
    static final MapGeometry OTHER_MAP =
            new MapGeometry(7, -51_200, -51_200, 300, 25_600, 4, 4, 6_400);

    /** What a cluster of our days counts. */
    static final long PRESENT_TICK = 106_000_000_000L;

    final Map<Long, Cell> cells = new LinkedHashMap<>();
    final Map<Integer, Node> nodes = new LinkedHashMap<>();
    final Map<Long, TestClient> clients = new LinkedHashMap<>();
    final List<String> arrivals = new ArrayList<>();
    final List<Integer> lost = new ArrayList<>();
    final List<Long> saves = new ArrayList<>();
    final Weather links;
    final CellLimits limits;
    private final Map<Long, Integer> nodeOfCell = new HashMap<>();
    private RouteTable routes = RouteTable.EMPTY;
    private final Map<Long, RouteTable.Route> routeMap = new HashMap<>();
    long tick = 1_000;

    /** What every tick takes, by the cells' clock. */
    long lateNs;

    /** The links to the gateway are not there yet. */
    boolean refusesGateway;

    private int serial;
    private int logins = 1;
    int newestId = 1_000_000;

    /** A shard node. */
    final class Node implements Egress {
        final int id;
        final RowTable rows = new RowTable(MAP, OTHER_MAP);
        final CellDirectory directory = new CellDirectory();
        final DropCounters drops = new DropCounters();
        final Ingress ingress = new Ingress(directory, rows, drops);
        final RestedIds ids = new RestedIds(() -> ++newestId);

        Node(int id) {
            this.id = id;
        }

        NodePorts ports(MapGeometry map) {
            return new NodePorts(
                    id,
                    map,
                    rows,
                    directory,
                    this,
                    () ->
                            nodes.keySet().stream()
                                    .mapToInt(node -> node)
                                    .filter(node -> node != id)
                                    .toArray(),
                    () -> routes,
                    ids,
                    new ViewerPool(),
                    TickScratch.perThread(),
                    (character, _, _, _, _, _, _) -> saves.add(character),
                    drops,
                    (cell, atTick, scheduledNs, finishedNs) -> {},
                    () -> lateNs);
        }

        @Override
        public boolean toGateway(
                int gatewayNode, int worker, DirectBuffer buffer, int offset, int length) {
            assertThat(gatewayNode).isEqualTo(GATEWAY);
            if (refusesGateway) {
                return false;
            }
            UnsafeBuffer copy = copy(buffer, offset, length);
            if (BackplaneFrame.template(copy, 0) == PlayerEventDecoder.TEMPLATE_ID) {
                onEvent(copy);
                return true;
            }
            SnapshotDecoder snapshot = new SnapshotDecoder();
            snapshot.wrapAndApplyHeader(copy, 0, new MessageHeaderDecoder());
            TestClient client = clients.get(snapshot.session());
            if (client != null) {
                client.onBackplaneSnapshot(snapshot);
            }
            return true;
        }

        private void onEvent(UnsafeBuffer frame) {
            PlayerEventDecoder event = new PlayerEventDecoder();
            event.wrapAndApplyHeader(frame, 0, new MessageHeaderDecoder());
            TestClient client = clients.get(event.session());
            byte[] body = new byte[event.bodyLength()];
            event.getBody(body, 0, body.length);
            if (client != null) {
                client.commands.onBackplaneEvent(body);
            }
        }

        @Override
        public boolean toShard(int node, DirectBuffer buffer, int offset, int length) {
            UnsafeBuffer copy = copy(buffer, offset, length);
            return links.send(tick, () -> node(node).ingress.onFrame(id, copy, 0, copy.capacity()));
        }
    }

    World(Weather links, CellLimits limits) {
        this.links = links;
        this.limits = limits;
    }

    static UnsafeBuffer copy(DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return new UnsafeBuffer(bytes);
    }

    Node node(int id) {
        return nodes.computeIfAbsent(id, Node::new);
    }

    /** Opens every cell of a square of the map; {@code owner} says on which node. */
    World open(int fromX, int fromY, int toX, int toY, Function<Long, Integer> owner) {
        for (int y = fromY; y <= toY; y++) {
            for (int x = fromX; x <= toX; x++) {
                long key = CellKey.of(MAP.map(), 0, x, y);
                open(key, owner.apply(key), 1);
            }
        }
        return this;
    }

    static MapGeometry map(long key) {
        return CellKey.map(key) == MAP.map() ? MAP : OTHER_MAP;
    }

    void open(long key, int node, long epoch) {
        cells.put(key, Cell.open(key, epoch, events(), node(node).ports(map(key)), limits));
        nodeOfCell.put(key, node);
        routeMap.put(key, new RouteTable.Route(key, epoch, node));
        routes = RouteTable.of(routeMap);
    }

    private CellEvents events() {
        return new CellEvents() {
            @Override
            public void onPlayerArrived(long character, int entity, long generation) {
                arrivals.add(entity + "@" + generation);
            }

            @Override
            public void onPlayerLost(long character, int entity, long generation) {
                lost.add(entity);
            }
        };
    }

    /** A client with a player there; entity ids are the caller's. */
    TestClient enter(int entity, double x, double y, Weather down, Weather up) {
        return enter(MAP, entity, x, y, down, up);
    }

    TestClient enter(MapGeometry map, int entity, double x, double y, Weather down, Weather up) {
        long session = SessionId.of(GATEWAY, 0, ++serial);
        long key = map.cellAt(x, y);
        long generation = Generation.ofLogin(1);
        EnterOutcome outcome =
                cell(key)
                        .enter(
                                new PlayerEntry(
                                        10_000 + entity,
                                        entity,
                                        generation,
                                        session,
                                        new Position(map.map(), x, y, Math.max(0, map.minZ()), 0)));
        assertThat(outcome).isInstanceOf(EnterOutcome.Entered.class);
        TestClient client = new TestClient(this, session, entity, key, generation, x, y, down, up);
        clients.put(session, client);
        return client;
    }

    /**
     * The client's session is put again into the cell that its gateway last heard from, as saved
     * there.
     */
    void rejoin(TestClient client, double x, double y) {
        PlayerEntry entry =
                new PlayerEntry(
                        10_000 + client.entity,
                        client.entity,
                        Generation.ofLogin(++logins),
                        client.session,
                        new Position(MAP.map(), x, y, 0, 0),
                        true);
        assertThat(cell(client.cell()).enter(entry)).isInstanceOf(EnterOutcome.Entered.class);
    }

    /** The cell dies with all that is in it, and begins anew on the node under the next epoch. */
    void restart(long key, int node) {
        long next = epoch(key) + 1;
        cell(key).close();
        open(key, node, next);
    }

    Cell cell(long key) {
        Cell cell = cells.get(key);
        if (cell == null) {
            throw new AssertionError("no cell " + CellKey.text(key));
        }
        return cell;
    }

    /** A gateway's frame to the ingress of the node that owns a cell. */
    void toShard(long cell, UnsafeBuffer frame, int length) {
        Node node = node(nodeOfCell.getOrDefault(cell, 0));
        node.ingress.onFrame(GATEWAY, frame, 0, length);
    }

    long epoch(long cell) {
        return routes.epochOf(cell);
    }

    void ticks(int count) {
        for (int i = 0; i < count; i++) {
            tick++;
            links.deliver(tick);
            clients.values().forEach(client -> client.tick(tick));
            cells.values().forEach(cell -> cell.tick(tick, 0));
            assertOneOwner();
            cells.forEach(
                    (key, cell) ->
                            assertThat(cell.isConsistent())
                                    .as("cell %x at tick %d", key, tick)
                                    .isTrue());
        }
    }

    /** Time passes for clients and the network, while no cell runs. */
    void stall(int count) {
        for (int i = 0; i < count; i++) {
            tick++;
            links.deliver(tick);
            clients.values().forEach(client -> client.tick(tick));
        }
    }

    /** The next tick runs so many late, with all that came meanwhile; those between are skipped. */
    void lateTick(int late) {
        stall(late + 1);
        long before = lateNs;
        lateNs = late * 1_000_000_000L / 60;
        cells.values().forEach(cell -> cell.tick(tick - late, 0));
        lateNs = before;
        cells.values().forEach(cell -> cell.tick(tick, 0));
    }

    /** Nobody has two owners, nobody vanishes. */
    void assertOneOwner() {
        for (TestClient client : clients.values()) {
            if (client.gone || client.contested) {
                continue;
            }
            int active = 0;
            int present = 0;
            for (Cell cell : cells.values()) {
                int slot = cell.columns().slotOf(client.entity);
                present += slot == Players.NO_SLOT ? 0 : 1;
                active +=
                        slot != Players.NO_SLOT && cell.columns().states[slot] == Players.ACTIVE
                                ? 1
                                : 0;
            }
            assertThat(active)
                    .as("owners of %d at tick %d", client.entity, tick)
                    .isLessThanOrEqualTo(1);
            assertThat(present)
                    .as("cells that hold %d at tick %d", client.entity, tick)
                    .isPositive();
        }
    }

    /** The cell that owns the entity, or fails. */
    Cell ownerOf(int entity) {
        return cells.values().stream()
                .filter(
                        cell -> {
                            int slot = cell.columns().slotOf(entity);
                            return slot != Players.NO_SLOT
                                    && cell.columns().states[slot] == Players.ACTIVE;
                        })
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody owns " + entity));
    }

    double x(int entity) {
        Players players = ownerOf(entity).columns();
        return players.x[players.slotOf(entity)];
    }

    double y(int entity) {
        Players players = ownerOf(entity).columns();
        return players.y[players.slotOf(entity)];
    }

    long drops(DropReason reason) {
        return nodes.values().stream().mapToLong(node -> node.drops.of(reason)).sum();
    }
}
