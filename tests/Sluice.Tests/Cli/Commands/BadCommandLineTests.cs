using Sluice.Testing;

namespace Sluice.Tests.Cli.Commands;

public sealed class BadCommandLineTests
{
    [Fact]
    public async Task Each_slip_of_a_command_line_is_told_with_what_is_allowed()
    {
        string[] slips =
        [
            "ru", "engine", "engine srve", "run", "run a.yaml b.yaml", "run --urll http://a a.yaml", "run a.yaml --url",
            "run a.yaml --limit ten", "run a.yaml --limit 0", "run a.yaml --limit 1 --limit 2", "run a.yaml --concurrency -1 --store",
            "demo now", "engine serve m.gguf --port 70000", "-x",
        ];

        var transcript = new StringWriter { NewLine = "\n" };
        foreach (string slip in slips) transcript.Write($"$ sluice {slip}\n{await CommandRun.OfAsync(slip.Split(' '))}\n");

        Expected.Matches(nameof(Each_slip_of_a_command_line_is_told_with_what_is_allowed), transcript.ToString());
    }
}
