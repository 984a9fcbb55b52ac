package org.compassnet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;
import org.compassnet.analysis.UnitTable;
import org.junit.jupiter.api.Test;

class WiringFiguresTest {

  private static Unit unit(int index, UnitClass type) {
    return new Unit(index, type, 0, 1, 1, 0, 0, 1, 0);
  }

  @Test
  void kernelThatIsNotDrawnSaysWhy() {
    UnitTable table =
        new UnitTable(
            List.of(
                unit(0, UnitClass.COMPASS),
                unit(1, UnitClass.CCW),
                unit(2, UnitClass.CCW),
                unit(3, UnitClass.CCW)),
            UnitTable.Options.defaults());
    String svg =
        WiringFigures.kernels(new Connectivity(List.of(), List.of(), Double.NaN), null, table)
            .svg();
    assertThat(svg)
        .contains(
            ">one compass unit: no mean to draw<", ">no CW shifters<", ">too few such units<");
  }
}
