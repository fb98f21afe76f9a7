using Streaming.Player.Client;

namespace Streaming.Player.Desktop.Output;

/// <summary>One line on a terminal that says how playing goes, and sentences that must not be overwritten by it.</summary>
internal sealed class ProgressLine(TextWriter errors, bool isShown) : IDisposable
{
    private readonly Lock _lock = new();
    private int _length;

    public bool IsShown { get; } = isShown;

    public void Show(PlayerProgress progress)
    {
        string length = progress.Length is { } whole ? $" of {whole.TotalSeconds:0.0}" : "";
        string line = $"{progress.Played.TotalSeconds:0.0}{length} s, {progress.Samples} samples, {progress.Packets} packets, "
            + $"{progress.Lost} lost, {progress.Rate}";
        lock (_lock)
        {
            errors.Write($"\r{line.PadRight(_length)}");
            _length = line.Length;
        }
    }

    public void Note(string sentence)
    {
        lock (_lock)
        {
            Erase();
            errors.WriteLine(sentence);
        }
    }

    public void Clear()
    {
        lock (_lock)
            Erase();
    }

    public void Dispose() => Clear();

    private void Erase()
    {
        if (_length > 0)
            errors.Write($"\r{new string(' ', _length)}\r");
        _length = 0;
    }
}
