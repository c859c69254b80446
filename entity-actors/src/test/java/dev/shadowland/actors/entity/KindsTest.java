package dev.shadowland.actors.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.snapshot.EntityType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class KindsTest {
    private final Kinds kinds = Kinds.seed();

    /** The seed's section 4.2, and where it is silent the companion facts. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 100000, INPUT, false",
        "2, 0, 50000, BEHAVIOUR, false",
        "3, 0, 50000, BEHAVIOUR, false",
        "4, 0, 200000, BALLISTIC, true",
        "5, 0, 25000, FIXED, false",
        "5, 1, 25000, FIXED, false",
        "5, 2, 150000, BEHAVIOUR, true",
        "5, 3, 10000, FIXED, false",
        "5, 4, 50000, FIXED, false"
    })
    void shouldBeTheSeeds(
            int type, int subtype, double distance, Authority authority, boolean fullRotation) {
        Kind kind = kinds.get(kinds.of(type, subtype));
        assertThat(kind.distance()).isEqualTo(distance);
        assertThat(kind.authority()).isEqualTo(authority);
        assertThat(kind.fullRotation()).isEqualTo(fullRotation);
    }

    @Test
    void shouldTakeAnUnknownSubtypeForItsTypeAndAnUnknownTypeForAThing() {
        for (int subtype = 0; subtype < 256; subtype++) {
            assertThat(kinds.of(EntityType.MONSTER, subtype)).isEqualTo(kinds.named("monster"));
            assertThat(kinds.of(0, subtype)).isEqualTo(kinds.named("environment"));
            assertThat(kinds.of(255, subtype)).isEqualTo(kinds.named("environment"));
        }
        assertThat(kinds.of(EntityType.ENVIRONMENT, 200)).isEqualTo(kinds.named("environment"));
    }

    @Test
    void shouldTakeAGamesOwnSubtype() {
        Kind boss =
                new Kind(
                        "boss",
                        EntityType.MONSTER,
                        EntityType.FIRST_OF_GAME,
                        90_000,
                        1,
                        false,
                        Authority.BEHAVIOUR,
                        3,
                        400,
                        new Body(200, 500));
        Kinds more = new Kinds(List.of(kinds.get(0), kinds.get(2), kinds.get(4), boss));
        assertThat(more.of(EntityType.MONSTER, EntityType.FIRST_OF_GAME)).isEqualTo(3);
        assertThat(more.of(EntityType.MONSTER, 7)).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatCannotBeAWorld() {
        Kind player = kinds.get(0);
        Kind thing = kinds.get(kinds.named("environment"));
        assertThatThrownBy(() -> new Kinds(List.of(player)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Kinds(List.of(thing)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Kinds(List.of(player, thing, player)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> player.withDistance(0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
