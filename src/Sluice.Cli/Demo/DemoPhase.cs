using Sluice.Pipeline.Running;

namespace Sluice.Cli.Demo;

/// <summary>One part of the demo: so many calls at once, and what came of it.</summary>
internal sealed record DemoPhase(int Concurrency, RunReport Report)
{
    public RunProgress End => Report.Progress;

    /// <summary>Tokens written per second from the beginning to the end of the phase; null without time.</summary>
    public double? TokensPerSecond => End.Elapsed > TimeSpan.Zero ? End.CompletionTokens / End.Elapsed.TotalSeconds : null;

    public double? PromptTokensPerCall => PerCall(End.PromptTokens);

    public double? CompletionTokensPerCall => PerCall(End.CompletionTokens);

    private double? PerCall(long? tokens) => End.Calls > 0 && tokens > 0 ? (double)tokens / End.Calls : null;
}
