namespace Sluice.Protocol.Serving;

/// <summary>What every chunk of one answer repeats.</summary>
/// <param name="Id">Unique among the server's answers, such as <c>chatcmpl-17</c>.</param>
/// <param name="Created">Unix seconds.</param>
/// <param name="Model">The name the client asked for.</param>
public sealed record ReplyHead(string Id, long Created, string Model);
