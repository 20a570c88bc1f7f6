namespace Sluice.Benchmarks.Clients;

/// <summary>Our client and an aiohttp loop one after the other, so that what the machine does meanwhile meets both alike.</summary>
/// <param name="Theirs">Null where there is no aiohttp.</param>
internal sealed record ClientPair(int Streams, ClientRun Ours, ClientRun? Theirs)
{
    /// <param name="turn">Every second pair begins with the other one.</param>
    public static async Task<ClientPair> RunAsync(string folder, string? python, int streams, int runs, int turn)
    {
        if (python is null) return new ClientPair(streams, await ClientRun.OursAsync(folder, streams, runs), null);
        if (turn % 2 == 0)
        {
            var first = await ClientRun.OursAsync(folder, streams, runs);
            return new ClientPair(streams, first, await ClientRun.AiohttpAsync(python, folder, streams, runs));
        }

        var theirs = await ClientRun.AiohttpAsync(python, folder, streams, runs);
        return new ClientPair(streams, await ClientRun.OursAsync(folder, streams, runs), theirs);
    }
}
