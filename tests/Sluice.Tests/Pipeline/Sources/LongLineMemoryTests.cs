using Sluice.Pipeline.Sources;
using Sluice.Testing;
using Sluice.Tests.House;

namespace Sluice.Tests.Pipeline.Sources;

[Collection(MeasuredAlone.Name)]
public sealed class LongLineMemoryTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public async Task A_line_of_50_MB_fails_that_record_in_bounded_memory()
    {
        var path = folder.At("data.jsonl");
        await using (var file = File.Create(path))
        {
            file.Write("{\"id\":\"a\"}\n{\"id\":\""u8);
            var block = new byte[1_000_000];
            block.AsSpan().Fill((byte)'x');
            for (var i = 0; i < 50; i++) file.Write(block);
            file.Write("\"}\n{\"id\":\"c\"}\n"u8);
        }
        Assert.True(RecordPath.TryParse("$.id", out var id));
        var source = new JsonLinesSource([new SourceFile(path, "data.jsonl")], id);
        var records = new List<SourceRecord>();

        var before = GC.GetTotalAllocatedBytes();
        await foreach (var record in source.ReadAsync(default)) records.Add(record);
        var allocated = GC.GetTotalAllocatedBytes() - before;

        Assert.Equal(["a", "data.jsonl:2", "c"], records.Select(record => record.Key));
        Assert.Equal("the line is longer than 16 MiB; allowed: one record a line, up to that size", records[1].Fault);
        Assert.InRange(allocated, 0, 80_000_000); // doubling up to 32 MiB once, not a copy of the line
    }

    public void Dispose() => folder.Dispose();
}
