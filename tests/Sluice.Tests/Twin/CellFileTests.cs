using Sluice.Twin.Calibrating;

namespace Sluice.Tests.Twin;

public sealed class CellFileTests
{
    [Fact]
    public void Cells_are_read_by_their_header_in_any_order()
    {
        var cells = CellFile.Read("cells.csv", "concurrency,metric,topology,model,value\n8,ttft_ms,shuffle,gpt-oss-120b,1005\n64,decode_tps,solo,\"gemma4-26b\",\n");

        Assert.Equal(new Cell(Metric.Ttft, "gpt-oss-120b", "shuffle", 8, 1005, "cells.csv:2"), cells[0]);
        Assert.Equal(new Cell(Metric.Decode, "gemma4-26b", "solo", 64, null, "cells.csv:3"), cells[1]);
    }

    [Fact]
    public void Remarks_may_stand_above_the_header() =>
        Assert.Equal("cells.csv:4", Assert.Single(CellFile.Read("cells.csv", "\uFEFF# measured in May\n# by us\nmetric,model,topology,concurrency\ndecode_tps,gpt-oss-120b,solo,12\n")).Place);

    [Fact]
    public void A_table_with_a_column_per_metric_is_read_too()
    {
        var cells = CellFile.Read("cells.csv", "model,topology,concurrency,decode_tps,ttft_ms\r\ngpt-oss-120b,solo,1,57.5,370\r\ngpt-oss-120b,solo,4,107.9,\r\n");

        Assert.Equal([Metric.Decode, Metric.Ttft, Metric.Decode], cells.Select(cell => cell.Metric));
    }

    [Fact]
    public void Values_are_optional_and_so_is_their_column() =>
        Assert.Null(Assert.Single(CellFile.Read("cells.csv", "metric,model,topology,concurrency\ndecode_tps,gpt-oss-120b,solo,12\n")).Value);

    [Theory]
    [InlineData("metric,model,concurrency\n", "column 'topology' is missing")]
    [InlineData("model,topology,concurrency\n", "column 'metric' is missing")]
    [InlineData("model,topology,concurrency,ttft_s\nx,solo,1,2\n", "column 'ttft_s' has an unknown unit; allowed: decode_tps, prefill_tps, ttft_ms")]
    [InlineData("metric,model,topology,concurrency\nttft_s,x,solo,1\n", "cells.csv:2: metric 'ttft_s' is unknown")]
    [InlineData("metric,model,topology,concurrency,value\ndecode_tps,x,solo,0,5\n", "cells.csv:2: concurrency '0'; allowed: 1 to 100000")]
    [InlineData("metric,model,topology,concurrency,value\ndecode_tps,x,solo,1,1.234,5\n", "cells.csv:2: 6 fields; allowed: 5")]
    [InlineData("metric,model,topology,concurrency,value\ndecode_tps,x,solo,1,-5\n", "cells.csv:2: value '-5'; allowed: a number above 0 in decode_tps")]
    [InlineData("metric,model,topology,concurrency\n", "no cells")]
    [InlineData("metric;model;topology;concurrency;value\ndecode_tps;x;solo;1;57,5\n", "cells.csv:1: fields are parted by ';'; allowed: commas")]
    [InlineData("# ours\nmodel,topology\n", "cells.csv:2: column 'concurrency' is missing")]
    public void A_wrong_file_says_where_and_what_is_allowed(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => CellFile.Read("cells.csv", text)).Message, StringComparison.Ordinal);
}
