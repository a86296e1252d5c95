using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dashboard.Tests.Support;

/// <summary>A raw HTTP server that answers each connection's first request with given bytes and counts requests: for answers that no web framework would send.</summary>
public sealed class StubServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<int, byte[]> answer;
    private readonly Task loop;
    private int requests;

    private StubServer(Func<int, byte[]> answer)
    {
        this.answer = answer;
        listener.Start();
        loop = AcceptAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public int Requests => Volatile.Read(ref requests);

    /// <summary>Text of the last request's head and body.</summary>
    public string LastRequest { get; private set; } = "";

    /// <summary>Every request gets this JSON with this status.</summary>
    public static StubServer Json(string json, int status = 200, string headers = "") =>
        new(_ => Response(json, status, "application/json", headers));

    /// <summary>The n-th request (from 1) gets the n-th answer; the last one repeats.</summary>
    public static StubServer Sequence(params byte[][] answers) => new(n => answers[Math.Min(n, answers.Length) - 1]);

    /// <summary>Every request gets these bytes, then the connection closes; none at all for an empty array.</summary>
    public static StubServer Raw(byte[] bytes) => new(_ => bytes);

    public static byte[] Response(string body, int status = 200, string type = "application/json", string headers = "")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = $"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n{headers}\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. bytes];
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await loop;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            using (client) await AnswerAsync(client.GetStream());
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var request = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            do
            {
                var read = await stream.ReadAsync(buffer, stop.Token);
                if (read == 0) return;
                request.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
            while (!Complete(request.ToString()));
            LastRequest = request.ToString();
            await stream.WriteAsync(answer(Interlocked.Increment(ref requests)), stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client went away, or the test is over.
            LastRequest = request.ToString();
        }
    }

    private static bool Complete(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        const string length = "Content-Length: ";
        var at = request.IndexOf(length, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || at > end) return true;
        var text = request[(at + length.Length)..request.IndexOf('\r', at)];
        return Encoding.UTF8.GetByteCount(request[(end + 4)..]) >= int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }
}
