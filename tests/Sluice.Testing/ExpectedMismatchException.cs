namespace Sluice.Testing;

/// <summary>A text differs from the one that lies beside the test.</summary>
public sealed class ExpectedMismatchException(string message) : Exception(message);
