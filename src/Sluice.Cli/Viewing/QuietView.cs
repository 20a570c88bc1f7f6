using Sluice.Cli.Terminals;
using Sluice.Pipeline.Running;

namespace Sluice.Cli.Viewing;

/// <summary>Says nothing while the run goes on.</summary>
internal sealed class QuietView(Terminal terminal) : RunView(terminal.Time)
{
    public override void Started(RunHeadline headline)
    {
    }

    public override Task WatchAsync(Func<RunProgress> progress, Task ended) => ended.ContinueWith(_ => { }, TaskScheduler.Default);

    public override void Draining() => terminal.Error.WriteLine(StopText.Draining);

    public override void Notice(string sentence) => terminal.Error.WriteLine($"sluice: note: {sentence}");

    protected override void Show(RunProgress progress)
    {
    }

    protected override TimeSpan PauseAfter(RunProgress progress) => Timeout.InfiniteTimeSpan;
}
