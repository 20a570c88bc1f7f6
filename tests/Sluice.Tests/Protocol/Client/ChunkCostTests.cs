using System.Text;
using Sluice.Protocol.Client;
using Xunit.Abstractions;
using static Sluice.Tests.Protocol.Client.CannedServer;

namespace Sluice.Tests.Protocol.Client;

public sealed class ChunkCostTests(ITestOutputHelper output)
{
    const int Chunks = 50_000;

    /// <summary>Chunks of vLLM's shape and size (about 250 bytes), one a read as in a paced stream, or as many as fit into a read.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void A_chunk_costs_less_than_a_hundred_bytes_of_memory(int chunksPerRead)
    {
        Measure(100, chunksPerRead);

        var allocated = Measure(Chunks, chunksPerRead);

        var perChunk = (double)allocated / Chunks;
        output.WriteLine($"{perChunk:0.0} bytes per chunk at {chunksPerRead} chunks per read");
        Assert.True(perChunk < 100, $"{perChunk:0.0} bytes per chunk");
    }

    /// <summary>Everything completes synchronously, so that one thread's counter sees all of it.</summary>
    static long Measure(int chunks, int chunksPerRead)
    {
        var one = """data: {"id":"chatcmpl-0123456789abcdef0123456789abcdef","object":"chat.completion.chunk","created":1767225600,"model":"openai/gpt-oss-120b","choices":[{"index":0,"delta":{"content":" wörd\n"},"logprobs":null,"finish_reason":null,"token_ids":null}]}""" + "\n\n";
        var read = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(one, chunksPerRead)));
        using var body = new RepeatingStream(read, chunks / chunksPerRead, Encoding.UTF8.GetBytes(Finish + Done));
        using var client = new CannedServer(_ => Response(200, "text/event-stream", body)).Client();
        var observer = new CountingObserver();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var call = client.ChatAsync(Question, observer);
        Assert.True(call.IsCompletedSuccessfully);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Null(call.Result.Failure);
        Assert.Equal(chunks / chunksPerRead * chunksPerRead, observer.Texts);
        return allocated;
    }

    sealed class CountingObserver : ChunkObserver
    {
        public int Texts { get; private set; }

        public override ChunkVerdict Observe(in ReplyChunk chunk)
        {
            Texts += chunk.HasText ? 1 : 0;
            return ChunkVerdict.Continue;
        }
    }
}
