namespace Sluice.Protocol.Markup;

/// <summary>A call as it stands in an answer.</summary>
/// <param name="Arguments">JSON text.</param>
internal sealed record WrittenCall(string Name, string Arguments);
