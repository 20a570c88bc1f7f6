using System.Text;
using System.Text.Json;
using Sluice.Bench.Events;
using Sluice.Bench.Events.Files;
using Sluice.Protocol.Failures;

namespace Sluice.Tests.Bench.Events;

public sealed class EventLogTests
{
    static readonly RequestEvents Failed = new()
    {
        Id = 2,
        WarmUp = true,
        Burst = 3,
        Scheduled = TimeSpan.FromTicks(1),
        Sent = TimeSpan.FromTicks(12_345_678),
        End = TimeSpan.FromSeconds(2),
        Failure = FailureReason.Capacity,
        Detail = "full",
        Status = 429,
        Chunks = [new ChunkEvent(TimeSpan.FromSeconds(1), 0, 0, 7, 0), new ChunkEvent(TimeSpan.FromSeconds(1), 1, 2, 3, 4), new ChunkEvent(TimeSpan.FromSeconds(1.5), 0, 2, 0, null)],
        ChunkCounts = CountSource.ChunkUsage,
        Server = new ServerTiming(1.5, null, 4, 3),
    };

    [Fact]
    public void A_log_is_read_back_as_it_was_written()
    {
        var log = GoldenStream.Log with
        {
            Servers = [GoldenStream.Log.Servers[0] with { Flags = [new ServerFlag("block_size", "16", "/metrics")] }],
            Sessions = [new LogSession { Started = GoldenStream.Log.Started, Tool = GoldenStream.Log.Tool, Client = "a laptop", Inputs = new Dictionary<string, string> { ["--pp"] = "1024" } }, new LogSession { Started = DateTimeOffset.UnixEpoch, Tool = "later", Command = "again" }],
            Levels = [GoldenStream.Log.Levels[0] with { Session = 1, Requests = [GoldenStream.Request, Failed] }],
        };

        var read = Read(Written(log));

        Assert.Equal(Shown(log), Shown(read));
        Assert.Equal(Failed.Sent, read.Levels[0].Requests[1].Sent);
        Assert.Equal(Failed.Chunks, read.Levels[0].Requests[1].Chunks);
        Assert.Equal((FailureReason.Capacity, 429, Failed.Server), (read.Levels[0].Requests[1].Failure, read.Levels[0].Requests[1].Status, read.Levels[0].Requests[1].Server));
    }

    [Fact]
    public void What_a_log_leaves_out_has_its_usual_value()
    {
        var read = Read("""
            {"sluice_events":1}
            {"server":{"backend":"b","model":"m"}}
            {"level":1,"plan":{"backend":"b","prompt":8,"output":8,"concurrency":1}}
            {"level":1,"request":{"id":1,"scheduled":0,"sent":0,"end":1,"failure":"transport"}}

            """);

        Assert.Equal(("chat", 0, 0), (read.Servers[0].Endpoint, read.Servers[0].Dropped.Count, read.Servers[0].Flags.Count));
        Assert.Empty(read.Levels[0].Requests[0].Chunks);
        Assert.NotEmpty(Sluice.Bench.Reporting.ReportJson.Of(new Sluice.Bench.Reporting.Report(read, null, null)));
    }

    [Fact]
    public void A_log_that_a_killed_process_left_is_read_up_to_its_damaged_last_line()
    {
        var whole = Written(GoldenStream.Log);
        var lines = whole.Split('\n');

        for (var cut = whole.IndexOf("\"request\"", StringComparison.Ordinal); cut < whole.Length; cut += 37)
        {
            var read = Read(whole[..cut]);

            Assert.Equal(whole[..cut].Split('\n').Length > lines.Length - 2 ? 1 : 0, read.Levels[0].Requests.Count);
        }
    }

    [Theory]
    [InlineData("{\"sluice_events\":9}", "log:1: the log has version 9; allowed: 1")]
    [InlineData("hello\nthere", "log:1: not a line of an event log")]
    [InlineData("{\"level\":1}", "log: not an event log: its first line has no \"sluice_events\"")]
    [InlineData("", "log: not an event log")]
    [InlineData("{\"sluice_events\":1}\n{\"level\":4,\"request\":{\"id\":1,\"scheduled\":0,\"sent\":0,\"end\":0}}", "log:2: level 4 has no plan before this line")]
    [InlineData("{\"sluice_events\":1}\n{\"level\":1,\"request\":{\"id\":1,\"scheduled\":0,\"sent\":0,\"end\":0,\"failure\":\"bad\"}}\n{}", "log:2: not a line of an event log: 'bad' is no reason; allowed: transport")]
    [InlineData("{\"sluice_events\":1}\n{\"level\":1,\"request\":{\"id\":1,\"scheduled\":0,\"sent\":0,\"end\":0,\"chunks\":[[1,2,3,4,5,6]]}}\n{}", "log:2: not a line of an event log: a chunk has at most five numbers")]
    public void A_wrong_line_is_named(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<EventLogException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_level_measured_again_stands_in_the_report_once_by_its_complete_measurement()
    {
        var whole = GoldenStream.Log.Levels[0];
        var log = GoldenStream.Log with { Levels = [whole with { End = null }, whole with { Number = 2 }, whole with { Number = 3, Requests = [], End = whole.End! with { Why = EndReason.Stopped } }] };

        Assert.Equal([2], log.Final.Select(level => level.Number));
    }

    static string Written(BenchLog log)
    {
        using var stream = new MemoryStream();
        using (var writer = new EventLogWriter(stream)) writer.Write(log);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    static BenchLog Read(string text) => EventLogReader.Read("log", new StringReader(text));

    static string Shown(BenchLog log) => JsonSerializer.Serialize(log with { Levels = [.. log.Levels.Select(level => level with { Requests = [.. level.Requests] })] });
}
