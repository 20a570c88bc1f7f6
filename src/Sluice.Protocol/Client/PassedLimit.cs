namespace Sluice.Protocol.Client;

/// <summary>Which limit of <see cref="StreamTimeouts"/> a request is in, or passed.</summary>
enum PassedLimit
{
    None,
    FirstToken,
    Idle,
    Total,
    AfterFinish,
    EndOfBody,
}
