package dev.shadowland.protocol.backplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

class BackplaneNamesTest {
    @ParameterizedTest
    @CsvSource({
        "0,0,0,0",
        "65535,254,1048575,1048575",
        "1,2,3,4",
        "65535,0,0,1048575",
        "0,254,1048575,0"
    })
    void shouldUnpackWhatItPacked(int map, int level, int x, int y) {
        long key = CellKey.of(map, level, x, y);

        assertThat(CellKey.map(key)).isEqualTo(map);
        assertThat(CellKey.level(key)).isEqualTo(level);
        assertThat(CellKey.x(key)).isEqualTo(x);
        assertThat(CellKey.y(key)).isEqualTo(y);
        assertThat(key).isNotEqualTo(CellKey.NONE);
        assertThat(CellKey.parse(CellKey.text(key))).isEqualTo(key);
        assertThat(CellKey.text(key)).isEqualTo(map + "." + level + "." + x + "." + y);
    }

    @ParameterizedTest
    @CsvSource({
        "-1,0,0,0",
        "65536,0,0,0",
        "0,-1,0,0",
        "0,255,0,0",
        "0,256,0,0",
        "0,0,-1,0",
        "0,0,1048576,0",
        "0,0,0,-1",
        "0,0,0,1048576"
    })
    void shouldRefuseCellsOutOfRange(int map, int level, int x, int y) {
        assertThatThrownBy(() -> CellKey.of(map, level, x, y))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "none",
                "0.0.0",
                "0.0.0.0.0",
                "0.0.0.",
                "a.0.0.0",
                "0.0.0.99999999999",
                "-1.0.0.0",
                "0.255.0.0",
                " 0.0.0.0"
            })
    void shouldRefuseTextThatIsNoCell(String text) {
        assertThatThrownBy(() -> CellKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1,0,0", "65535,63,1099511627775", "300,5,1"})
    void shouldFindTheWayBackInASessionId(int node, int worker, long serial) {
        long session = SessionId.of(node, worker, serial);

        assertThat(SessionId.gatewayNode(session)).isEqualTo(node);
        assertThat(SessionId.worker(session)).isEqualTo(worker);
        assertThat(session).isNotEqualTo(SessionId.NONE);
        assertThat(SessionId.of(node, worker, serial + (1L << 40)))
                .as("the serial wraps")
                .isEqualTo(session);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "65536,0", "-1,0", "1,64", "1,-1"})
    void shouldRefuseSessionsOutOfRange(int node, int worker) {
        assertThatThrownBy(() -> SessionId.of(node, worker, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRaiseTheGenerationWithEachHandoverAndLogin() {
        long first = Generation.ofLogin(1);
        long moved = Generation.afterHandover(Generation.afterHandover(first));

        assertThat(moved).isGreaterThan(first).isLessThan(Generation.ofLogin(2));
        assertThat(Generation.ofLogin(Integer.MAX_VALUE)).isPositive();
    }

    @Test
    void shouldKnowTheOwnerOfAnnouncedCellsOnly() {
        long one = CellKey.of(0, 0, 1, 1);
        long other = CellKey.of(0, 0, 2, 1);
        Map<Long, RouteTable.Route> routes = new java.util.HashMap<>();
        routes.put(one, new RouteTable.Route(one, 7, 12));
        routes.put(other, new RouteTable.Route(other, 8, 13));
        RouteTable table = RouteTable.of(routes);
        routes.clear();
        Set<Long> cells = new HashSet<>();
        table.forEachCell(cells::add);

        assertThat(table.nodeOf(one)).isEqualTo(12);
        assertThat(table.epochOf(other)).isEqualTo(8);
        assertThat(table.nodeOf(CellKey.of(0, 0, 3, 1))).isZero();
        assertThat(table.epochOf(CellKey.NONE)).isZero();
        assertThat(cells).containsExactlyInAnyOrder(one, other);
        assertThat(table.size()).isEqualTo(2);
        assertThat(RouteTable.EMPTY.size()).isZero();
        assertThat(RouteTable.EMPTY.nodeOf(one)).isZero();
    }
}
