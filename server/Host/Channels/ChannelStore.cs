using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Streaming.Server.Host.Configuration;

namespace Streaming.Server.Host.Channels;

/// <summary>Keeps channels that the API has made, across restarts, in one small file of the data folder.</summary>
/// <remarks>Written whole to a temporary name and renamed: a crash leaves the old one or the new one.</remarks>
internal sealed class ChannelStore(string path, ILogger log)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>What was kept. A file that cannot be read is put aside, not overwritten.</summary>
    public IReadOnlyList<ChannelSection> Load()
    {
        try
        {
            if (!File.Exists(path))
                return [];
            List<string> problems = [];
            ChannelSection[] channels =
            [
                .. JsonElement.Parse(File.ReadAllText(path)).EnumerateArray().Select(one => ChannelJson.Read(one, null, problems)),
            ];
            if (problems.Count > 0)
                throw new JsonException(problems[0]);
            return channels;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            ChannelLog.NotRead(log, path, wrong.Message);
            Try(() => File.Move(path, path + ".unreadable", overwrite: true));
            return [];
        }
    }

    /// <summary>Writes down what there is now.</summary>
    public void Save(IEnumerable<ChannelSection> channels) => Try(() =>
    {
        JsonArray all = [.. channels.Select(ChannelJson.Write)];
        string fresh = path + ".new";
        File.WriteAllText(fresh, all.ToJsonString(Format));
        File.Move(fresh, path, overwrite: true);
    });

    private void Try(Action change)
    {
        try
        {
            change();
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            ChannelLog.NotKept(log, path, wrong.Message);
        }
    }
}
