package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.actors.entity.Headcount;
import dev.shadowland.actors.entity.Kind;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.protocol.snapshot.Animation;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.command.CommandKind;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is no player: who lives where, how far and how often it is seen, how it moves and ends. */
class WorldEntitiesTest {
    private static final Kinds KINDS = Kinds.seed();
    private static final int VIEWER = 7;

    private static World calm() {
        return new World(Weather.clear(1), CellLimits.DEFAULT);
    }

    private static TestClient enter(World world, double x, double y) {
        return world.enter(VIEWER, x, y, Weather.clear(2), Weather.clear(3));
    }

    private static int spawn(World world, String kind, double x, double y) {
        Residents residents = world.cell(World.MAP.cellAt(x, y)).residents();
        int slot = residents.spawner().spawn(KINDS.named(kind), x, y, 0, WorldEntities.NO_END);
        assertThat(slot).isNotEqualTo(Entities.NO_SLOT);
        return residents.entities().entities[slot];
    }

    private static boolean sees(TestClient client, int entity) {
        return client.world.slotOf(entity) != ReplicatedWorld.NO_SLOT;
    }

    /** Kinds that stand still, so that a distance stays what it is; one node and two. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldBeSeenFromItsKindsDistanceAndNoFarther(int nodes) {
        World world = calm().open(0, 3, 7, 4, key -> 1 + (int) (key % nodes));
        TestClient client = enter(world, 10, 10);
        Map<Integer, Kind> near = new HashMap<>();
        Map<Integer, Kind> far = new HashMap<>();
        for (int number = 0; number < KINDS.count(); number++) {
            Kind kind = KINDS.get(number);
            if (kind.type() != EntityType.PLAYER) {
                near.put(still(spawn(world, kind.name(), kind.distance() * 0.99, 0), world), kind);
                far.put(still(spawn(world, kind.name(), kind.distance() * 1.01, 0), world), kind);
            }
        }
        world.ticks(30);
        near.forEach((id, kind) -> assertThat(sees(client, id)).as(kind.name()).isTrue());
        far.forEach((id, kind) -> assertThat(sees(client, id)).as(kind.name()).isFalse());
        near.forEach(
                (id, kind) -> {
                    int slot = client.world.slotOf(id);
                    assertThat(client.world.type(slot)).isEqualTo(kind.type());
                    assertThat(client.world.subtype(slot)).isEqualTo(kind.subtype());
                });
    }

    /** Never decides again, so it stands. */
    private static int still(int entity, World world) {
        for (Cell cell : world.cells.values()) {
            WorldEntities entities = cell.residents().entities();
            int slot = entities.slotOf(entity);
            if (slot != Entities.NO_SLOT) {
                entities.decideTicks[slot] = Long.MAX_VALUE;
            }
        }
        return entity;
    }

    @Test
    void shouldBeToldOfAsOftenAsItsKindSays() {
        World world = calm().open(4, 4, 4, 4, _ -> 1);
        TestClient client = enter(world, 500, 500);
        int monster = spawn(world, "monster", 1_000, 1_000);
        int vehicle = spawn(world, "vehicle", 1_500, 1_000);
        world.ticks(30);
        Map<Integer, Long> records = new TreeMap<>();
        Map<Integer, Long> last = new HashMap<>();
        for (int id : new int[] {monster, vehicle}) {
            last.put(id, client.world.recordTick(client.world.slotOf(id)));
        }
        for (int tick = 0; tick < 60; tick++) {
            push(world, monster);
            push(world, vehicle);
            world.ticks(1);
            for (int id : new int[] {monster, vehicle}) {
                long record = client.world.recordTick(client.world.slotOf(id));
                records.merge(id, record == last.getOrDefault(id, 0L) ? 0L : 1L, Long::sum);
                last.put(id, record);
            }
        }
        assertThat(records).containsEntry(monster, 30L).containsEntry(vehicle, 60L);
    }

    private static void push(World world, int entity) {
        WorldEntities entities = world.cells.values().iterator().next().residents().entities();
        entities.x[entities.slotOf(entity)] += 10;
    }

    /** Each in the cell of its home, and the same ones in the same places under a new epoch. */
    @Test
    void shouldPutTheWholePopulationAndTheSameAgainUnderANewEpoch() {
        Headcount people = new Headcount(List.of(0, 100, 1_000, 0, 0, 77, 9, 2_000, 1));
        CellLimits limits = CellLimits.DEFAULT.withPopulation(KINDS, people);
        World world = new World(Weather.clear(1), limits).open(0, 0, 7, 7, _ -> 1);
        world.ticks(3);
        Map<String, Integer> before = places(world, true);
        assertThat(before.values().stream().mapToInt(count -> count).sum()).isEqualTo(3_187);
        for (int number = 0; number < KINDS.count(); number++) {
            String kind = KINDS.get(number).name();
            long count =
                    before.entrySet().stream()
                            .filter(entry -> entry.getKey().startsWith(kind + "@"))
                            .mapToLong(Map.Entry::getValue)
                            .sum();
            assertThat(count).as(kind).isEqualTo(people.count(number));
        }
        long key = World.MAP.cellAt(1, 1);
        world.cell(key).close();
        world.open(key, 1, 2);
        world.ticks(3);
        assertThat(places(world, true)).isEqualTo(before);
    }

    private static Map<String, Integer> places(World world, boolean isHome) {
        Map<String, Integer> places = new TreeMap<>();
        for (Cell cell : world.cells.values()) {
            WorldEntities entities = cell.residents().entities();
            for (int slot = 0; slot < entities.limit(); slot++) {
                if (entities.states[slot] != Entities.FREE) {
                    double x = isHome ? entities.homeX[slot] : entities.x[slot];
                    double y = isHome ? entities.homeY[slot] : entities.y[slot];
                    String kind = KINDS.get(entities.kinds[slot]).name();
                    places.merge(kind + "@" + x + "," + y, 1, Integer::sum);
                }
            }
        }
        return places;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldHaveOneOwnerAndBeSeenAsItIsWhenItWandersAcrossBordersInBadWeather(long seed) {
        Weather links = new Weather(seed, 0.25, 0.25, 0, 4);
        World world =
                new World(links, CellLimits.DEFAULT)
                        .open(3, 3, 4, 4, key -> 1 + (int) ((key ^ key >> 20) & 1));
        TestClient client =
                world.enter(
                        VIEWER,
                        50,
                        50,
                        new Weather(seed + 10, 0.25, 0.1, 2, 4),
                        new Weather(seed + 20, 0.1, 0.1, 1, 2));
        int[] ids = new int[24];
        for (int i = 0; i < ids.length; i++) {
            String kind = i % 3 == 0 ? "vehicle" : i % 3 == 1 ? "monster" : "npc";
            ids[i] = spawn(world, kind, (i % 2 * 2 - 1) * 150.0, (i - 12) * 40.0);
        }
        long handedOver = 0;
        for (int tick = 0; tick < 1_200; tick++) {
            world.ticks(1);
            handedOver += assertOwners(world, ids, seed);
        }
        assertThat(handedOver).as("ticks abroad, seed %d", seed).isPositive();
        for (int id : ids) {
            still(id, world);
            stand(world, id);
        }
        world.ticks(420);
        for (int id : ids) {
            assertSeen(world, client, id);
        }
    }

    private static long assertOwners(World world, int[] ids, long seed) {
        long abroad = 0;
        for (int id : ids) {
            int active = 0;
            int present = 0;
            for (Cell cell : world.cells.values()) {
                WorldEntities entities = cell.residents().entities();
                int slot = entities.slotOf(id);
                if (slot != Entities.NO_SLOT) {
                    present++;
                    active += entities.states[slot] == Entities.ACTIVE ? 1 : 0;
                    abroad += cell.stats().cell() == entities.homeCells[slot] ? 0 : 1;
                }
            }
            assertThat(active).as("owners of %d, seed %d", id, seed).isLessThanOrEqualTo(1);
            assertThat(present).as("cells that hold %d, seed %d", id, seed).isPositive();
        }
        return abroad;
    }

    private static void stand(World world, int entity) {
        for (Cell cell : world.cells.values()) {
            WorldEntities entities = cell.residents().entities();
            int slot = entities.slotOf(entity);
            if (slot != Entities.NO_SLOT) {
                entities.velocityX[slot] = 0;
                entities.velocityY[slot] = 0;
            }
        }
    }

    private static void assertSeen(World world, TestClient client, int id) {
        int seen = client.world.slotOf(id);
        assertThat(seen).as("the client sees %d", id).isNotEqualTo(ReplicatedWorld.NO_SLOT);
        WorldEntities entities =
                world.cells.values().stream()
                        .map(cell -> cell.residents().entities())
                        .filter(columns -> columns.slotOf(id) != Entities.NO_SLOT)
                        .findFirst()
                        .orElseThrow();
        int slot = entities.slotOf(id);
        assertThat(client.world.x(seen)).isCloseTo(entities.x[slot], within(0.79));
        assertThat(client.world.y(seen)).isCloseTo(entities.y[slot], within(0.79));
        boolean leans = KINDS.get(entities.kinds[slot]).fullRotation();
        assertThat(client.world.word(seen, EntityRow.TILT))
                .isEqualTo(
                        leans ? EntityRow.tilt(entities.pitches[slot], entities.rolls[slot]) : 0);
    }

    @Test
    void shouldBeGoneWhenItsHomeIsPutUpAnewWhileItIsAbroad() {
        World world = calm().open(3, 4, 4, 4, _ -> 1);
        int monster = spawn(world, "monster", -100, 500);
        still(monster, world);
        Cell home = world.cell(World.MAP.cellAt(-100, 500));
        WorldEntities entities = home.residents().entities();
        entities.x[entities.slotOf(monster)] = 500;
        world.ticks(10);
        Cell abroad = world.cell(World.MAP.cellAt(500, 500));
        assertThat(abroad.residents().entities().slotOf(monster)).isNotEqualTo(Entities.NO_SLOT);
        world.ticks(120);
        assertThat(abroad.residents().entities().slotOf(monster)).isNotEqualTo(Entities.NO_SLOT);
        home.close();
        world.open(World.MAP.cellAt(-100, 500), 1, 2);
        world.ticks(60);
        assertThat(abroad.residents().entities().slotOf(monster)).isEqualTo(Entities.NO_SLOT);
    }

    @Test
    void shouldFlyStraightAndEndWhenAPlayerShoots() {
        World world = calm().open(4, 4, 4, 4, _ -> 1);
        TestClient client = enter(world, 5_000, 5_000);
        world.ticks(10);
        shoot(client, 0, 0);
        world.ticks(4);
        WorldEntities shots = world.ownerOf(VIEWER).residents().entities();
        assertThat(shots.count()).isOne();
        int shot = shots.entities[0];
        int own = client.world.slotOf(VIEWER);
        assertThat(EntityRow.animation(client.world.word(own, EntityRow.MOTION)))
                .isEqualTo(Animation.ATTACK);
        world.ticks(60);
        int seen = client.world.slotOf(shot);
        assertThat(client.world.type(seen)).isEqualTo(EntityType.PROJECTILE);
        assertThat(client.world.y(seen)).isCloseTo(5_000, within(1.0));
        assertThat(client.world.x(seen)).isCloseTo(7_700, within(150.0));
        assertThat(EntityRow.animation(client.world.word(own, EntityRow.MOTION)))
                .isEqualTo(Animation.IDLE);
        world.ticks(480);
        assertThat(shots.count()).isZero();
        assertThat(sees(client, shot)).isFalse();
        assertThat(client.commands.results).containsExactly(1L);
    }

    @Test
    void shouldRefuseAShotWhileTheOneBeforeShowsItself() {
        World world = calm().open(4, 4, 4, 4, _ -> 1);
        TestClient client = enter(world, 5_000, 5_000);
        world.ticks(10);
        shoot(client, 0, 0);
        shoot(client, 100, 0);
        client.commands.outbox.add(CommandKind.SHOOT, new UnsafeBuffer(new byte[3]), 0, 3);
        world.ticks(10);
        assertThat(world.ownerOf(VIEWER).residents().entities().count()).isOne();
        assertThat(client.commands.refused).isEqualTo(2);
        world.ticks(30);
        shoot(client, 100, 0);
        world.ticks(10);
        assertThat(world.ownerOf(VIEWER).residents().entities().count()).isEqualTo(2);
    }

    private static void shoot(TestClient client, int yaw, int pitch) {
        UnsafeBuffer body = new UnsafeBuffer(new byte[CommandKind.SHOT_BODY]);
        body.putShort(0, (short) yaw, ByteOrder.LITTLE_ENDIAN);
        body.putShort(2, (short) pitch, ByteOrder.LITTLE_ENDIAN);
        client.commands.outbox.add(CommandKind.SHOOT, body, 0, CommandKind.SHOT_BODY);
    }

    /** An id comes back only when every tombstone of it is gone. */
    @Test
    void shouldUseAnIdAgainOnlyWhenNobodyRemembersIt() {
        World world = calm().open(4, 4, 4, 4, _ -> 1);
        Residents residents = world.cells.values().iterator().next().residents();
        int first = spawn(world, "item", 500, 500);
        residents.entities().end(residents.entities().slotOf(first));
        world.ticks(Spawner.REST_TICKS);
        int second = spawn(world, "item", 500, 500);
        assertThat(second).isNotEqualTo(first);
        world.ticks(1);
        assertThat(spawn(world, "item", 500, 500)).isEqualTo(first);
    }

    @Test
    void shouldTakeNoMoreThanItsLimit() {
        CellLimits limits =
                CellLimits.DEFAULT.withPopulation(KINDS, new Headcount(List.of(0, 64 * 5_000)));
        World world = new World(Weather.clear(1), limits).open(4, 4, 4, 4, _ -> 1);
        world.ticks(100);
        Residents residents = world.cells.values().iterator().next().residents();
        assertThat(residents.entities().count()).isEqualTo(limits.maxEntities());
    }

    /** A slot's number says nothing; the columns of players and others must not mix. */
    @Test
    void shouldLeavePlayersAloneWhenItHasTheSameSlot() {
        World world = calm().open(3, 4, 4, 4, _ -> 1);
        TestClient client = enter(world, 500, 500);
        int monster = spawn(world, "monster", 600, 500);
        still(monster, world);
        Players players = world.ownerOf(VIEWER).columns();
        WorldEntities entities = world.ownerOf(VIEWER).residents().entities();
        assertThat(players.slotOf(VIEWER)).isEqualTo(entities.slotOf(monster));
        entities.x[entities.slotOf(monster)] = -500;
        world.ticks(60);
        assertThat(entities.slotOf(monster)).isEqualTo(Entities.NO_SLOT);
        assertThat(players.slotOf(VIEWER)).isZero();
        assertSeen(world, client, monster);
    }
}
