namespace Sluice.Twin.Serving;

/// <summary>The twin cannot listen where it was asked to.</summary>
public sealed class TwinServerException(string message, Exception inner) : Exception(message, inner);
