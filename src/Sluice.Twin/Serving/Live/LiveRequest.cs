namespace Sluice.Twin.Serving.Live;

/// <summary>A request on its way into a replica.</summary>
/// <param name="Arrived">When it came, seconds on the model's clock.</param>
/// <param name="Seen">When the scheduler may see it first, seconds on the model's clock.</param>
/// <param name="PrefixGroup">Requests of one group begin with the same tokens; −1 for none.</param>
sealed record LiveRequest(LiveAnswer Answer, double Arrived, double Seen, int Prompt, int PrefixGroup, int PrefixTokens);
