using System.Diagnostics;
using System.Globalization;

namespace Sluice.Benchmarks.Runs;

/// <summary>nginx with one worker that answers everything at once with the same 400 bytes.</summary>
internal sealed class Nginx : IDisposable
{
    static readonly string[] programs = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx"];

    readonly Process process;

    Nginx(Process process, int port) => (this.process, Url) = (process, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/v1")));

    public Uri Url { get; }

    /// <summary>Null where there is no nginx.</summary>
    public static async Task<Nginx?> StartAsync(string folder)
    {
        var program = Array.Find(programs, File.Exists);
        if (program is null) return null;

        var port = FixedServer.FreePort();
        var config = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(config, $$"""
            worker_processes 1; daemon off; pid {{folder}}/nginx.pid; error_log {{folder}}/nginx.log;
            events { worker_connections 2048; }
            http {
              access_log off; keepalive_requests 100000000; client_body_buffer_size 64k; default_type application/json;
              client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi; uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
              server {
                listen 127.0.0.1:{{port.ToString(CultureInfo.InvariantCulture)}};
                location = /v1/models { return 200 '{"object":"list","data":[{"id":"m","object":"model"}]}'; }
                location = /v1/chat/completions { return 200 '{{BenchedJob.Answer.Replace("\\", "\\\\", StringComparison.Ordinal)}}'; }
              }
            }
            """);
        var process = Process.Start(program, ["-c", config, "-e", Path.Combine(folder, "nginx.log")]);
        var nginx = new Nginx(process, port);
        await nginx.ReadyAsync();
        return nginx;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    async Task ReadyAsync()
    {
        using var client = new HttpClient();
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                await client.GetStringAsync(new Uri(Url + "/models"));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException("nginx does not answer");
    }
}
