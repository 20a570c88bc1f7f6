using Sluice.Cli.Configuration;

namespace Sluice.Cli.Backends;

/// <summary>Which backend will be asked for which model, before anything was started or reached.</summary>
/// <param name="Config">Where it is.</param>
/// <param name="Wanted">A name it must offer; null when none was asked for outright.</param>
/// <param name="Hoped">A name to take when it is offered; the only model of the server will do as well.</param>
/// <param name="Place">Who named the model, for messages: an option, or a line of the configuration.</param>
internal sealed record BackendPlan(BackendConfig Config, string? Wanted, string Hoped, string Place)
{
    /// <summary>
    /// The name of the configuration that the model goes by, whichever backend serves it; null without one. It is part
    /// of what makes two runs the same, so that answers are not asked for again because another backend serves the model now.
    /// </summary>
    public string? AskedAs { get; init; }

    /// <summary>What to check when the server refuses the key.</summary>
    public required string KeyPlace { get; init; }
}
