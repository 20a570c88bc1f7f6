using System.Security.Cryptography;
using System.Text.Json;
using Sluice.Testing;
using Sluice.Testing.FileServer;

namespace Sluice.Tests.Cli.Downloads;

public sealed class PullTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();
    private ScriptedFileServer server = null!;
    private byte[] model = [];

    public async Task InitializeAsync()
    {
        server = await ScriptedFileServer.StartAsync();
        model = File.ReadAllBytes(TinyGguf.Write(folder.At("source.gguf")));
        server.Files["/org/tiny.gguf"] = model;
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_url_is_fetched_and_goes_by_its_name()
    {
        CommandRun pull = await RunAsync("pull", Url("tiny.gguf"), "--sha256", Hash(model));
        CommandRun list = await RunAsync();

        Assert.Equal(0, pull.ExitCode);
        Assert.Equal(model, File.ReadAllBytes(folder.At("models/tiny.gguf")));
        Assert.Contains("tiny.gguf: SHA-256 as expected", pull.Error, StringComparison.Ordinal);
        Assert.StartsWith("pulled tiny, ", pull.Out, StringComparison.Ordinal);
        Assert.Matches(@"\n  tiny +\d+ kB +F16 .* 2,048  chat \(chatml\), downloaded\n", list.Out);
        Assert.Equal(["tiny.gguf"], Directory.EnumerateFiles(folder.At("models")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_broken_connection_is_gone_on_with_where_it_broke()
    {
        Task came = GrownFile.WaitAsync(folder.At("models/tiny.gguf.part"), 100_000);
        server.Faults = request => request == 0 ? new FileFault { BreakAt = 100_000, Until = came } : null;

        CommandRun run = await RunAsync("pull", Url("tiny.gguf"));

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(model, File.ReadAllBytes(folder.At("models/tiny.gguf")));
        FileRequestSeen second = server.Seen[1];
        Assert.Equal("bytes=100000-", second.Range);
        Assert.Equal("\"v1\"", second.IfRange);
    }

    [Fact]
    public async Task A_later_command_goes_on_with_the_part_that_a_stopped_one_left()
    {
        var signal = new ManualSignal();
        server.Faults = request => request == 0 ? new FileFault { HoldAt = 120_000 } : null;
        Task<CommandRun> stopped = RunAsync(signal, "pull", Url("tiny.gguf"));
        await Task.WhenAny(GrownFile.WaitAsync(folder.At("models/tiny.gguf.part"), 120_000), stopped);
        signal.Send();

        CommandRun first = await stopped;
        Assert.Equal(1, first.ExitCode);
        Assert.Contains("what came is kept", first.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("models/tiny.gguf")));

        CommandRun second = await RunAsync("pull", Url("tiny.gguf"), "--sha256", Hash(model));

        Assert.Equal(0, second.ExitCode);
        Assert.Equal("bytes=120000-", server.Seen[1].Range);
        Assert.Equal(model, File.ReadAllBytes(folder.At("models/tiny.gguf")));
        Assert.Equal(["tiny.gguf"], Directory.EnumerateFiles(folder.At("models")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_file_that_changed_on_the_server_begins_anew()
    {
        LeavePart(model.AsSpan(0, 90_000), etag: "\"v0\"");
        byte[] changed = [.. model];
        changed[^1] ^= 1;
        server.Files["/org/tiny.gguf"] = changed;

        CommandRun run = await RunAsync("pull", Url("tiny.gguf"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("sends the whole file again", run.Error, StringComparison.Ordinal);
        Assert.Equal(changed, File.ReadAllBytes(folder.At("models/tiny.gguf")));
    }

    [Fact]
    public async Task A_server_that_knows_no_ranges_sends_it_all_again()
    {
        LeavePart(model.AsSpan(0, 90_000), etag: "\"v1\"");
        server.IgnoresRanges = true;

        CommandRun run = await RunAsync("pull", Url("tiny.gguf"), "--sha256", Hash(model));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("bytes=90000-", server.Seen[0].Range);
        Assert.Equal(model, File.ReadAllBytes(folder.At("models/tiny.gguf")));
    }

    [Fact]
    public async Task A_part_that_has_all_bytes_already_is_only_checked()
    {
        LeavePart(model, etag: "\"v1\"");

        CommandRun run = await RunAsync("pull", Url("tiny.gguf"), "--sha256", Hash(model));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(model, File.ReadAllBytes(folder.At("models/tiny.gguf")));
    }

    [Fact]
    public async Task A_part_that_nothing_can_vouch_for_is_not_used()
    {
        LeavePart("GGUF and then something else"u8, etag: null);

        await RunAsync("pull", Url("tiny.gguf"));

        Assert.Null(server.Seen[0].Range);
        Assert.Equal(model, File.ReadAllBytes(folder.At("models/tiny.gguf")));
    }

    [Fact]
    public async Task Another_hash_leaves_nothing_behind()
    {
        string wanted = new('a', 64);

        CommandRun run = await RunAsync("pull", Url("tiny.gguf"), "--sha256", wanted);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"what came has the SHA-256 {Hash(model)}, and {wanted} was asked for; nothing is kept", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.At("models")));
    }

    [Fact]
    public async Task The_hash_that_the_server_states_is_checked_too()
    {
        server.Headers["X-Linked-ETag"] = $"\"{new string('b', 64)}\"";
        server.Redirects["/hub/tiny.gguf"] = "/org/tiny.gguf";

        CommandRun run = await RunAsync("pull", new Uri(server.Url, "/hub/tiny.gguf").ToString());

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"and {new string('b', 64)} the server states", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "the server has no such file (404)")]
    [InlineData(401, "the server refuses access (401); allowed: --key-env VAR")]
    public async Task A_refusal_is_told_with_what_would_help(int status, string told)
    {
        server.Faults = _ => new FileFault { Status = status };

        CommandRun run = await RunAsync("pull", Url("tiny.gguf"));

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"sluice: {Url("tiny.gguf")}: {told}", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.At("models")));
    }

    [Fact]
    public async Task A_page_instead_of_a_file_is_refused_at_its_first_bytes()
    {
        server.Files["/org/page.gguf"] = "<!DOCTYPE html><title>Sign in</title>"u8.ToArray();

        CommandRun run = await RunAsync("pull", Url("page.gguf"));

        Assert.Contains("is no GGUF file: it begins with '<!DOCTYPE html>", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.At("models")));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_told_at_once()
    {
        CommandRun run = await RunAsync("pull", "http://127.0.0.1:1/tiny.gguf");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("sluice: http://127.0.0.1:1/tiny.gguf: the connection failed (", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_sent_to_its_server_and_not_to_where_that_one_sends_us()
    {
        await using ScriptedFileServer store = await ScriptedFileServer.StartAsync();
        store.Files["/tiny.gguf"] = model;
        server.Redirects["/org/tiny.gguf"] = new Uri(store.Url, "/tiny.gguf").ToString();

        CommandRun run = await RunAsync("pull", Url("tiny.gguf"), "--key-env", "KEY");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("Bearer s3cret", server.Seen[0].Authorization);
        Assert.Null(store.Seen[0].Authorization);
        Assert.DoesNotContain("s3cret", run.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_a_list_is_fetched_from_its_base_url_or_a_mirror()
    {
        folder.Write("ours.yaml", $$"""
            version: 1
            base_url: http://127.0.0.1:1
            models:
              team-small:
                files: [{ path: org/tiny.gguf, name: team-small.gguf, sha256: {{Hash(model)}}, bytes: {{model.Length}} }]
            """);

        CommandRun run = await RunAsync("pull", "team-small", "--list", "ours.yaml", "--base-url", server.Url.ToString());
        CommandRun again = await RunAsync("pull", "team-small", "--list", "ours.yaml", "--base-url", server.Url.ToString());
        CommandRun unknown = await RunAsync("pull", "team-smal", "--list", "ours.yaml");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(model, File.ReadAllBytes(folder.At("models/team-small.gguf")));
        Assert.StartsWith("here already: team-small", again.Out, StringComparison.Ordinal);
        Assert.Single(server.Seen);
        Assert.Equal("sluice: models pull: ours.yaml has no model 'team-smal' (did you mean 'team-small'?); allowed: team-small, or the URL of a GGUF file; --list FILE names another list\n", unknown.Error);
    }

    [Fact]
    public async Task A_list_is_told_all_its_slips_at_once()
    {
        folder.Write("ours.yaml", "version: 1\nmodels:\n  a: { files: [{ path: a.gguf }] }\n  b: { files: [{ path: b.gguf, sha256: 12 }] }\n  c: { file: c }\n");

        CommandRun run = await RunAsync("pull", "a", "--list", "ours.yaml");

        Expected.Matches("list-slips", run.ToString());
    }

    [Fact]
    public async Task Of_a_model_in_several_files_all_are_fetched()
    {
        (string first, string second) = TinyGguf.WriteSplit(folder.At("parts/tiny"));
        server.Files["/org/tiny-00001-of-00002.gguf"] = File.ReadAllBytes(first);
        server.Files["/org/tiny-00002-of-00002.gguf"] = File.ReadAllBytes(second);

        CommandRun run = await RunAsync("pull", Url("tiny-00001-of-00002.gguf"), "--name", "both");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("pulled both, ", run.Out, StringComparison.Ordinal);
        Assert.Equal(["both-00001-of-00002.gguf", "both-00002-of-00002.gguf"], Directory.EnumerateFiles(folder.At("models")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Programs_get_a_json_object_a_line()
    {
        CommandRun run = await RunAsync("pull", Url("tiny.gguf"), "--json");

        JsonElement[] events = [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["download-started", "file-finished", "pulled"], events.Select(each => each.GetProperty("event").GetString()));
        Assert.Equal(model.Length, events[0].GetProperty("total_bytes").GetInt64());
        Assert.Equal(Hash(model), events[1].GetProperty("sha256").GetString());
        Assert.False(events[1].GetProperty("checked").GetBoolean());
        Assert.Equal("", run.Error);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private string Url(string name) => new Uri(server.Url, $"/org/{name}").ToString();

    private void LeavePart(ReadOnlySpan<byte> bytes, string? etag)
    {
        folder.Write("models/tiny.gguf.part", bytes.ToArray());
        if (etag is not null)
            folder.Write("models/tiny.gguf.part.json", $$"""{"url": "{{Url("tiny.gguf")}}", "e_tag": {{JsonSerializer.Serialize(etag)}}, "bytes": {{model.Length}}}""");
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => RunAsync(new ManualSignal(), arguments);

    private Task<CommandRun> RunAsync(ManualSignal signal, params string[] arguments) => CommandRun.OfAsync(
        new TerminalSetup
        {
            WorkingFolder = folder.Path,
            OnStopSignal = signal.Register,
            Environment = new Dictionary<string, string> { ["SLUICE_MODELS"] = Path.Combine(folder.Path, "models"), ["KEY"] = "s3cret" },
        },
        ["models", .. arguments]);
}
