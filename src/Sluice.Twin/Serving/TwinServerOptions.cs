using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Faults;
using Sluice.Twin.Serving.Texts;
using Sluice.Twin.Simulating;

namespace Sluice.Twin.Serving;

/// <summary>How a scenario is served in real time. Always on the loopback address.</summary>
public sealed record TwinServerOptions
{
    /// <summary>0 lets the system choose a free one.</summary>
    public int Port { get; init; }

    /// <summary>What clients must send as 'Authorization: Bearer KEY'; null lets every local process in.</summary>
    public string? Key { get; init; }

    /// <summary>Model seconds in a second, 1 to <see cref="MaxSpeed"/>.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Steps of less than a tenth of a millisecond could not be told apart on the wire.</summary>
    public const double MaxSpeed = 100;

    public int Seed { get; init; } = 1;

    public TextMode Text { get; init; } = TextMode.Seeded;

    /// <summary>Whether chats think that do not say <c>enable_thinking</c>.</summary>
    public bool Thinks { get; init; }

    /// <summary>Tokens of reasoning where the model thinks.</summary>
    public LengthRange Reasoning { get; init; } = LengthRange.Fixed(64);

    /// <summary>What goes wrong with which calls.</summary>
    public FaultScript Faults { get; init; } = FaultScript.None;

    /// <summary>Names that clients may ask for, as vLLM's --served-model-name; empty serves the catalog's name.</summary>
    public IReadOnlyList<string> ServedAs { get; init; } = [];

    /// <summary>What <c>/v1/models</c> says in <c>owned_by</c>: to stand in for another server, such as vllm. Null for Sluice itself.</summary>
    public string? OwnedBy { get; init; }

    /// <summary>Whether <c>/v1/models</c> says that x-verbatim strings are quoted from x_source_text, as they are.</summary>
    public bool OffersVerbatim { get; init; } = true;

    /// <summary>Decides each call as it arrives, several at once; a null plan leaves it to these options. For programs that choose each answer.</summary>
    public Func<Call, CallPlan?>? Plan { get; init; }

    /// <summary>Whether the ledger keeps the bodies of calls: for tests, not for load.</summary>
    public bool KeepBodies { get; init; }
}
