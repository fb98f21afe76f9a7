using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Streaming.Server.Host.Contracts;

/// <summary>Keeps what the API has changed, across restarts: rates of links and bookings, in one small file of the data folder.</summary>
/// <remarks>
/// Written whole to a temporary name and renamed: a crash leaves the old one or the new one. A rate that was changed holds as long as the
/// configuration says what it said then; once that is edited, it is the configuration that holds.
/// </remarks>
internal sealed class ContractStore(string path, ContractDesk desk, ILogger log)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Lock _gate = new();
    private string _written = "";

    /// <summary>Takes up what was kept. A file that cannot be read is put aside, not overwritten.</summary>
    public void Load()
    {
        try
        {
            if (!File.Exists(path))
                return;
            string text = File.ReadAllText(path);
            if (JsonSerializer.Deserialize<ContractFile>(text, Format) is not { } kept)
                return;
            desk.Restore(kept.ToChanges());
            desk.Bookings.Restore(kept.ToBookings());
            _written = text;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            ContractLog.NotRead(log, path, wrong.Message);
            PutAside();
        }
    }

    /// <summary>Writes down what has changed since; nothing where that is nothing.</summary>
    public void Save()
    {
        lock (_gate)
        {
            string text = JsonSerializer.Serialize(ContractFile.Of(desk.Changes, desk.Bookings.List()), Format);
            bool isEmpty = _written.Length == 0 && desk.Changes.Count == 0 && desk.Bookings.List().Count == 0;
            if (text == _written || isEmpty)
                return;
            try
            {
                string fresh = path + ".new";
                File.WriteAllText(fresh, text);
                File.Move(fresh, path, overwrite: true);
                _written = text;
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
            {
                ContractLog.NotKept(log, path, wrong.Message);
            }
        }
    }

    private void PutAside()
    {
        try
        {
            File.Move(path, path + ".unreadable", overwrite: true);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            ContractLog.NotKept(log, path, wrong.Message);
        }
    }
}
