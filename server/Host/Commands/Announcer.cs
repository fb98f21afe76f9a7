using System.Globalization;
using Streaming.Formats.Media;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Host.Telemetry;

namespace Streaming.Server.Host.Commands;

/// <summary>Says where everything is: an address for each title, at the start or when it becomes ready.</summary>
/// <remarks>For people, a line that begins with the address; in a log for machines, an event. Scripts read the real ports here.</remarks>
internal sealed class Announcer(StreamingServer server, ServerOptions options, LogProvider log, TextWriter output)
{
    /// <summary>Further titles of a large library are on the HTTP page.</summary>
    private const int MaxTitles = 20;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _told = [];

    public void Begin()
    {
        string http = $"http://{ListenAddress.Local(options.Host)}:{server.HttpPort}/";
        lock (_lock)
        {
            if (options.Log.Format == LogFormat.Json)
            {
                string rtsp = server.AddressOf("");
                log.For<StreamingServer>().Serving(rtsp, http, server.RtpPort);
            }
            else
            {
                Write(server.AddressOf(""), "RTSP; each title has an address of its own");
                Write(http, "films, API, metrics");
                if (ListenAddress.Outside(options.Host) is { } outside)
                    output.WriteLine($"From other machines: {outside} instead of 127.0.0.1. Ctrl-C ends the server.");
            }

            server.Listed += Tell;
            foreach (Title title in server.Catalogue.Titles)
                Tell(title);
        }
    }

    private void Tell(Title title)
    {
        lock (_lock)
        {
            if (!_told.Add(title.Id))
                return;
            string address = server.AddressOf(title.Id);
            if (options.Log.Format == LogFormat.Json)
                log.For<StreamingServer>().Ready(title.Id, address);
            else if (_told.Count <= MaxTitles)
                Write(address, title.Name);
            else if (_told.Count == MaxTitles + 1)
                output.WriteLine("and more: see the HTTP address");
        }
    }

    private void Write(string address, string what)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{address,-36} {what}"));
        output.Flush();
    }
}
