package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;
import dev.shadowland.protocol.snapshot.Field;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entities with a full rotation, and what they are, at the client. */
class TiltedEntityTest {
    private static final double DEGREES = 360 / 65_536.0;
    private static final int TILT = Integer.numberOfTrailingZeros(Field.TILT);

    private final Screen screen = new Screen();
    private final RenderedWorld rendered = screen.rendered;

    private static long[] vehicle(int id, int pitch, int roll) {
        long[] row = TestRow.of(id, 0, 0, 0, 0, 0);
        row[0] = EntityRow.identity(id, EntityType.ENVIRONMENT, EntityType.VEHICLE, 200, 100);
        row[4] = EntityRow.tilt(pitch, roll);
        return row;
    }

    private long tilt(int id) {
        return screen.world.word(screen.slot(id), EntityRow.TILT);
    }

    @Test
    void shouldKnowWhatAnEntityIs() {
        long[] vehicle = vehicle(7, 9, 8);
        screen.create(100, vehicle);
        screen.create(101, TestRow.of(8, 0, 0, 0, 0, 0));

        int slot = screen.slot(7);
        assertThat(screen.world.type(slot)).isEqualTo(EntityType.ENVIRONMENT);
        assertThat(screen.world.subtype(slot)).isEqualTo(EntityType.VEHICLE);
        assertThat(screen.world.word(slot, EntityRow.IDENTITY)).isEqualTo(vehicle[0]);
        assertThat(tilt(7)).isEqualTo(vehicle[4]);
        assertThat(screen.world.type(screen.slot(8))).isEqualTo(EntityType.PLAYER);
        assertThat(screen.world.subtype(screen.slot(8))).isZero();
        assertThat(tilt(8)).isZero();
    }

    /** Like each other field. */
    @Test
    void shouldKeepTheTiltOfTheLaterTick() {
        screen.create(100, vehicle(7, 1, 2));
        screen.update(106, Field.TILT, vehicle(7, 5, 6));
        screen.update(103, Field.TILT, vehicle(7, 3, 4));
        assertThat(tilt(7)).isEqualTo(EntityRow.tilt(5, 6));
        assertThat(screen.world.fieldTick(screen.slot(7), TILT)).isEqualTo(106);
        screen.create(90, vehicle(7, 1, 2));
        assertThat(tilt(7)).isEqualTo(EntityRow.tilt(5, 6));
        assertThat(screen.world.fieldTick(screen.slot(7), TILT)).isEqualTo(106);
    }

    @Test
    void shouldHaveNoTiltInASlotThatATiltedEntityHad() {
        screen.create(100, vehicle(7, 10_000, 20_000));
        screen.remove(102, 7);
        int slot = screen.slot(7);
        long tick = 102;
        while (tick <= 102 + ReplicatedWorld.TOMBSTONE_SNAPSHOTS + 1) {
            screen.silence(++tick);
        }
        screen.create(++tick, TestRow.of(8, 0, 0, 0, 0, 0));
        assertThat(screen.slot(8)).isEqualTo(slot);
        assertThat(tilt(8)).isZero();
        screen.update(++tick, Field.ROTATION, TestRow.of(8, 0, 0, 0, 0, 9));
        assertThat(screen.show(tick - 0.5, 8)).isTrue();
        assertThat(rendered.pitchDegrees()).isZero();
        assertThat(rendered.rollDegrees()).isZero();
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @CsvSource({
        "0, 16384, 8192",
        "64000, 3000, 732",
        "3000, 64000, 732",
        "30000, 34000, 32000",
        "16384, 0, 8192",
        "50000, 60000, 55000"
    })
    void shouldTurnEachAngleTheShorterWay(int from, int to, int middle) {
        screen.create(100, vehicle(7, from, to));
        screen.update(106, Field.TILT, vehicle(7, to, from));
        assertThat(screen.show(103, 7)).isTrue();
        double degrees = middle < 32_768 ? middle * DEGREES : middle * DEGREES - 360;
        assertThat(rendered.pitchDegrees()).isCloseTo(degrees, within(1e-5));
        assertThat(rendered.rollDegrees()).isCloseTo(degrees, within(1e-5));
        screen.show(106, 7);
        assertThat(rendered.pitchDegrees()).isCloseTo(centred(to), within(1e-5));
        assertThat(rendered.rollDegrees()).isCloseTo(centred(from), within(1e-5));
    }

    private static double centred(int steps) {
        return (short) steps * DEGREES;
    }

    @Test
    void shouldGetEvenlyToATiltThatIsHeardOfLate() {
        screen.create(100, vehicle(7, 0, 0));
        for (int tick = 100; tick <= 120; tick++) {
            screen.show(tick, 7);
        }
        screen.update(115, Field.TILT, vehicle(7, 1_200, 65_536 - 1_200));
        for (int later = 1; later <= 12; later++) {
            screen.show(120 + later, 7);
            assertThat(rendered.pitchDegrees()).isCloseTo(later * 100 * DEGREES, within(1e-3));
            assertThat(rendered.rollDegrees()).isCloseTo(-later * 100 * DEGREES, within(1e-3));
        }
        screen.show(140, 7);
        assertThat(rendered.pitchDegrees()).isCloseTo(1_200 * DEGREES, within(1e-5));
    }

    @Test
    void shouldShowTheNewestTiltWhenInterpolationIsOff() {
        Screen bare = new Screen(MotionSettings.BOT);
        bare.create(100, vehicle(7, 0x4000, 0xC000));
        bare.show(90, 7);
        assertThat(bare.rendered.pitchDegrees()).isEqualTo(90);
        assertThat(bare.rendered.rollDegrees()).isEqualTo(-90);
    }
}
