using Sluice.Twin.Serving.Faults;

namespace Sluice.Twin.Serving.Calls;

/// <summary>One call as the twin saw it: the server's word, not the client's. Changes until it has ended.</summary>
public sealed class Call(int ordinal, string path, TimeSpan arrived)
{
    /// <summary>Order of arrival, from 0.</summary>
    public int Ordinal => ordinal;

    public string Path => path;

    /// <summary>Since the server's start, on the model's clock.</summary>
    public TimeSpan Arrived => arrived;

    /// <summary>The JSON as it came, when the server keeps bodies; else null.</summary>
    public ReadOnlyMemory<byte>? Body { get; internal set; }

    /// <summary>The model asked for; null when the body could not be read.</summary>
    public string? Model { get; internal set; }

    /// <summary>What a program wants of it; null for nothing in particular.</summary>
    public CallPlan? Plan { get; internal set; }

    /// <summary>The fault it met; null for none.</summary>
    public Fault? Fault { get; internal set; }

    public int PromptTokens { get; internal set; }

    /// <summary>Tokens the answer was to have.</summary>
    public int PlannedTokens { get; internal set; }

    /// <summary>Tokens handed to the socket.</summary>
    public int SentTokens { get; internal set; }

    /// <summary>HTTP status; 0 when the connection was broken off before one.</summary>
    public int Status { get; internal set; }

    public CallEnd End { get; internal set; } = CallEnd.Open;
}
