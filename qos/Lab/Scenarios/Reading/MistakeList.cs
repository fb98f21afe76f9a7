namespace Streaming.Lab.Scenarios.Reading;

/// <summary>What is wrong with one document: each thing once, however often it is come upon.</summary>
/// <param name="file">Its name, for messages.</param>
internal sealed class MistakeList(string file)
{
    /// <summary>Who has made more mistakes than this has made one many times.</summary>
    private const int Most = 100;

    private readonly List<ScenarioMistake> _all = [];

    /// <summary>By line.</summary>
    public IReadOnlyList<ScenarioMistake> All => [.. _all.OrderBy(mistake => mistake.Line)];

    public int Count => _all.Count;

    public void Add(int line, string text)
    {
        ScenarioMistake mistake = new(file, line, text);
        if (_all.Count < Most && !_all.Contains(mistake))
            _all.Add(mistake);
    }
}
