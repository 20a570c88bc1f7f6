using Sluice.Cli.Terminals;
using Sluice.Pipeline.Running;
using Spectre.Console;

namespace Sluice.Cli.Viewing;

/// <summary>A picture that is redrawn in place, for people at a screen.</summary>
internal sealed class LiveView(Terminal terminal) : RunView(terminal.Time)
{
    /// <summary>Often enough to look alive, rare enough to cost nothing beside the work.</summary>
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);

    private readonly IAnsiConsole console = Screens.Open(terminal);
    private RunHeadline? headline;
    private LiveDisplayContext? picture;
    private volatile string? note, notice;

    public override void Started(RunHeadline headline) => this.headline = headline;

    public override Task WatchAsync(Func<RunProgress> progress, Task ended) =>
        console.Live(Text.Empty).StartAsync(async context =>
        {
            picture = context;
            await base.WatchAsync(progress, ended);
        });

    public override void Draining() => note = StopText.Draining;

    public override void Notice(string sentence) => notice = sentence;

    protected override void Show(RunProgress progress) => picture!.UpdateTarget(LiveFrame.Of(headline!, progress, note ?? notice, terminal.Width));

    protected override TimeSpan PauseAfter(RunProgress progress) => Redraw;
}
