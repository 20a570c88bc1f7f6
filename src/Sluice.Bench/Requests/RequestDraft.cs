using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;

namespace Sluice.Bench.Requests;

/// <summary>One request that is ready to be sent.</summary>
/// <param name="Request">Chat or plain completion.</param>
/// <param name="PromptAimed">Prompt tokens it should have by the server's count; null where nothing was aimed at.</param>
/// <param name="OutputAsked">Output tokens it should get; null where the model decides.</param>
/// <param name="Judge">Says whether an answer is valid; null where there is nothing to hold it to.</param>
public sealed record RequestDraft(SamplingRequest Request, int? PromptAimed, int? OutputAsked, Func<Reply, bool>? Judge = null);
