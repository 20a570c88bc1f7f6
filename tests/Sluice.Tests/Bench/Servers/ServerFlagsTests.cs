using System.Net;
using Sluice.Bench.Servers;
using Sluice.Protocol.Client;

namespace Sluice.Tests.Bench.Servers;

public sealed class ServerFlagsTests
{
    [Fact]
    public async Task A_vllm_server_tells_its_length_and_its_cache()
    {
        var flags = await LearnAsync(new()
        {
            ["/v1/models"] = """{"object":"list","data":[{"id":"other","max_model_len":1},{"id":"m","object":"model","created":1,"owned_by":"vllm","root":"/models/m","max_model_len":32768,"permission":[{"id":"p"}]}]}""",
            ["/metrics"] = "# HELP x\nvllm:num_requests_running{model_name=\"m\"} 0\nvllm:cache_config_info{block_size=\"16\",cache_dtype=\"auto\",gpu_memory_utilization=\"0.9\",note=\"a \\\"b\\\"\"} 1.0\n",
        });

        Assert.Equal(["owned_by=vllm", "root=/models/m", "max_model_len=32768", "block_size=16", "cache_dtype=auto", "gpu_memory_utilization=0.9"], flags.Take(6));
    }

    [Fact]
    public async Task A_llama_cpp_server_tells_its_slots_and_long_values_are_cut()
    {
        var flags = await LearnAsync(new()
        {
            ["/props"] = $$$"""{"total_slots":4,"default_generation_settings":{"n_ctx":8192,"params":{"n_predict":-1}},"chat_template":"{{{new string('x', 500)}}}","modalities":{"vision":false},"slots":[1,2]}""",
        });

        Assert.Equal(["total_slots=4", "default_generation_settings.n_ctx=8192", "default_generation_settings.params.n_predict=-1", $"chat_template={new string('x', 160)}… (500 characters)", "modalities.vision=false"], flags);
    }

    [Fact]
    public async Task An_sglang_server_tells_its_flags_without_its_keys()
    {
        var flags = await LearnAsync(new()
        {
            ["/get_server_info"] = """{"tp_size":2,"api_key":"sk-1","admin_api_key":"sk-2","hf_token":"t","max_total_tokens":5000,"schedule_policy":"fcfs","sub":{"password":"p","Secret":"s"},"note":null}""",
        });

        Assert.Equal(["tp_size=2", "max_total_tokens=5000", "schedule_policy=fcfs"], flags);
    }

    [Fact]
    public async Task A_server_that_tells_nothing_has_no_flags()
    {
        Assert.Empty(await LearnAsync(new() { ["/props"] = "<html>", ["/v1/models"] = "[]", ["/metrics"] = "up 1" }));
    }

    static async Task<List<string>> LearnAsync(Dictionary<string, string> pages)
    {
        using var side = new SideChannel(new ModelEndpoint { BaseUrl = new Uri("http://server/v1") }, new Pages(pages));
        return [.. (await ServerFlags.LearnAsync(side, "m", default)).Select(flag => $"{flag.Name}={flag.Value}")];
    }

    sealed class Pages(Dictionary<string, string> pages) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
            pages.TryGetValue(request.RequestUri!.AbsolutePath, out var page) ? new HttpResponseMessage { Content = new StringContent(page) } : new HttpResponseMessage(HttpStatusCode.NotFound));
    }
}
