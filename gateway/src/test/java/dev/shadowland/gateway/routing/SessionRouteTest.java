package dev.shadowland.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.gateway.routing.SessionRoute.Verdict;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.backplane.RouteTable.Route;

import org.junit.jupiter.api.Test;

import java.util.Map;

class SessionRouteTest {
    private final SessionRoute route = new SessionRoute();

    @Test
    void shouldKnowNothingBeforeTheFirstClaim() {
        route.refresh(RouteTable.of(Map.of(5L, new Route(5, 1, 2))));
        assertThat(route.node()).isZero();
    }

    @Test
    void shouldAdoptTheHigherGenerationWhateverItsEpoch() {
        assertThat(route.onClaim(5, 9, 100, 2)).isEqualTo(Verdict.NEW);
        assertThat(route.onClaim(6, 1, 101, 3)).isEqualTo(Verdict.NEW);
        assertThat(route.cell()).isEqualTo(6);
        assertThat(route.epoch()).isEqualTo(1);
        assertThat(route.node()).isEqualTo(3);
        assertThat(route.onClaim(5, 9, 100, 2)).isEqualTo(Verdict.STALE);
        assertThat(route.cell()).isEqualTo(6);
    }

    @Test
    void shouldFenceByEpochWithinAGeneration() {
        route.onClaim(5, 3, 100, 2);
        assertThat(route.onClaim(5, 3, 100, 2)).isEqualTo(Verdict.PRESENT);
        assertThat(route.onClaim(5, 4, 100, 7)).isEqualTo(Verdict.PRESENT);
        assertThat(route.node()).isEqualTo(7);
        assertThat(route.onClaim(5, 3, 100, 2)).isEqualTo(Verdict.STALE);
        assertThat(route.onClaim(6, 9, 100, 2))
                .as("another cell under the same generation")
                .isEqualTo(Verdict.STALE);
    }

    @Test
    void shouldFollowTheTableToAHigherEpochOnly() {
        route.onClaim(5, 3, 100, 2);
        route.refresh(RouteTable.of(Map.of(5L, new Route(5, 2, 9))));
        assertThat(route.node()).isEqualTo(2);
        route.refresh(RouteTable.of(Map.of(5L, new Route(5, 4, 9))));
        assertThat(route.node()).isEqualTo(9);
        assertThat(route.epoch()).isEqualTo(4);
        assertThat(route.onClaim(5, 3, 100, 2)).isEqualTo(Verdict.STALE);
        route.refresh(RouteTable.EMPTY);
        assertThat(route.node()).as("a table that lost the cell").isEqualTo(9);
    }

    @Test
    void shouldBeAheadFromTheTablesWordToTheNewOwners() {
        RouteTable anew = RouteTable.of(Map.of(5L, new Route(5, 4, 9)));
        route.onClaim(5, 3, 100, 2);
        assertThat(route.isAhead()).isFalse();
        route.refresh(anew);
        assertThat(route.isAhead()).isTrue();
        route.onClaim(5, 3, 100, 2);
        assertThat(route.isAhead()).as("the past owner's word").isTrue();
        route.onClaim(5, 4, 101, 9);
        route.refresh(anew);
        assertThat(route.isAhead()).isFalse();
    }

    @Test
    void shouldNotBeAheadWhenTheEntityHasGoneToAnotherCell() {
        route.onClaim(5, 3, 100, 2);
        route.refresh(RouteTable.of(Map.of(5L, new Route(5, 4, 9))));
        route.onClaim(6, 1, 101, 3);
        assertThat(route.isAhead()).isFalse();
    }
}
