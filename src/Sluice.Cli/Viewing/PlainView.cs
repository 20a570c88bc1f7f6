using Sluice.Cli.Terminals;
using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Running;

namespace Sluice.Cli.Viewing;

/// <summary>A line now and then, for logs and pipes.</summary>
internal sealed class PlainView(Terminal terminal) : RunView(terminal.Time)
{
    /// <summary>In the first minute a reader waits for a sign; later a log should not drown.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(5), Later = TimeSpan.FromSeconds(30);

    public override void Started(RunHeadline headline) => terminal.Out.WriteLine(headline);

    public override void Draining() => terminal.Error.WriteLine(StopText.Draining);

    public override void Notice(string sentence) => terminal.Error.WriteLine($"sluice: note: {sentence}");

    private readonly Dictionary<string, string> said = [];

    protected override void Show(RunProgress progress)
    {
        foreach (BackendLevel level in progress.Levels)
        {
            string text = ProgressText.Level(level);
            if (said.TryGetValue(level.Backend, out string? before) && before == text) continue;
            said[level.Backend] = text;
            terminal.Out.WriteLine(text);
        }

        terminal.Out.WriteLine(ProgressText.Line(progress));
    }

    protected override TimeSpan PauseAfter(RunProgress progress) => progress.Elapsed < TimeSpan.FromMinutes(1) ? Early : Later;
}
