using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Streaming.Server.Host.Configuration;

/// <summary>Reads a configuration file into settings that know their lines.</summary>
/// <remarks>
/// Of YAML it takes what a configuration needs: mappings, scalars and lists of scalars. Aliases and further documents are
/// mistakes: they make a file mean more than it shows. The parser hands out one event at a time, so nothing is built but the settings.
/// </remarks>
internal sealed class ConfigurationFile
{
    /// <summary>Several hundred times the file with every key and comment.</summary>
    public const int MaxLength = 1_000_000;

    /// <summary>Sections are two deep; what is deeper than this is an attack, not a typing error.</summary>
    private const int MaxDepth = 32;

    private readonly string _name;
    private readonly string _folder;
    private readonly Parser _parser;
    private readonly List<Setting> _settings = [];
    private readonly List<ConfigurationMistake> _mistakes;
    private readonly Dictionary<string, long> _lines = [];

    private ConfigurationFile(string text, string name, string folder, List<ConfigurationMistake> mistakes)
    {
        _name = name;
        _folder = folder;
        _mistakes = mistakes;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Everything the file sets, in its order; what is wrong with its form goes to <paramref name="mistakes"/>.</summary>
    /// <param name="name">The name in front of the line number in messages.</param>
    /// <param name="folder">The file's folder, from which its relative paths count.</param>
    public static IReadOnlyList<Setting> Read(string text, string name, string folder, List<ConfigurationMistake> mistakes)
    {
        if (text.Length > MaxLength)
        {
            mistakes.Add(new(name, $"longer than {MaxLength} characters: not a configuration"));
            return [];
        }

        ConfigurationFile file = new(text, name, folder, mistakes);
        if (file.HasTabs(text))
            return [];
        try
        {
            file.ReadDocument();
        }
        catch (YamlException wrong)
        {
            file.Complain(wrong.End, $"not YAML: {FirstSentence(wrong.Message)}");
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            // The parser lets its inner faults through (a tag that is no URI, a state it did not expect): it is always the text's fault.
            file.Complain(file._parser.Current?.End ?? Mark.Empty, "not YAML from here on");
        }

        return file._settings;
    }

    /// <summary>The commonest mistake of form; the parser's own message for it names the line before and speaks of mappings.</summary>
    private bool HasTabs(string text)
    {
        int before = _mistakes.Count;
        int line = 0;
        foreach (ReadOnlySpan<char> content in text.AsSpan().EnumerateLines())
        {
            line++;
            if (content[..^content.TrimStart().Length].Contains('\t') && !content.IsWhiteSpace())
                _mistakes.Add(new(Place(line), "a tab: indent with spaces", line));
        }

        return _mistakes.Count > before;
    }

    private void ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out DocumentStart? _))
            return;
        if (_parser.TryConsume<MappingStart>(out MappingStart? _))
            ReadSection("", 1);
        else if (!(_parser.TryConsume<Scalar>(out Scalar? scalar) && scalar.Value.Length == 0))
            Complain(_parser.Current!.Start, "a configuration is a list of 'key: value' lines");
        else
            return;
        bool isOver = _parser.Accept<DocumentEnd>(out DocumentEnd? _) && _parser.MoveNext();
        if (isOver && _parser.Accept<DocumentStart>(out DocumentStart? second))
            Complain(second.Start, "a second document: only one is read");
    }

    /// <summary>The keys of a mapping whose start has been consumed, up to and with its end.</summary>
    private void ReadSection(string prefix, int depth)
    {
        while (!_parser.TryConsume<MappingEnd>(out MappingEnd? _))
        {
            if (!_parser.TryConsume<Scalar>(out Scalar? key))
            {
                Complain(_parser.Current!.Start, "a key must be a plain word");
                SkipValue();
                SkipValue();
                continue;
            }

            string path = prefix + key.Value;
            if (_parser.TryConsume<MappingStart>(out MappingStart? start))
                ReadMapping(path, key, start, depth);
            else if (_parser.TryConsume<SequenceStart>(out SequenceStart? _))
                Set(path, key.Start, ReadList(path, out List<int> lines), lines);
            else if (_parser.TryConsume<Scalar>(out Scalar? value))
                ReadScalar(path, key, value);
            else
                Refuse(path);
        }
    }

    private void ReadMapping(string path, Scalar key, MappingStart start, int depth)
    {
        if (depth >= MaxDepth)
            throw new YamlException(start.Start, start.End, $"nested deeper than {MaxDepth}");
        if (ConfigurationKeys.IsSection(path))
        {
            Enter(path, key.Start);
            ReadSection(path + ".", depth + 1);
            return;
        }

        Complain(key.Start, ConfigurationKeys.Find(path) is null
            ? $"unknown section '{path}'{Suggestion.For(path, ConfigurationKeys.Sections.Keys)}"
            : $"'{path}' is a key, not a section");
        SkipRest(depth);
    }

    private void ReadScalar(string path, Scalar key, Scalar value)
    {
        bool empty = value.Value.Length == 0 && value.Style == ScalarStyle.Plain;
        if (ConfigurationKeys.IsSection(path))
        {
            // A section whose keys are all commented out.
            if (empty)
                Enter(path, key.Start);
            else
                Complain(value.Start, $"'{path}' is a section: its keys stand in the lines below, indented");
        }
        else if (empty && ConfigurationKeys.Find(path) is not null)
        {
            Complain(key.Start, $"'{path}' has no value");
        }
        else
        {
            Set(path, key.Start, [value.Value], []);
        }
    }

    /// <summary>A section of a name that somebody chose is a setting itself: it is there, whatever stands in it.</summary>
    private void Enter(string path, Mark at)
    {
        if (ChannelKeys.IsChannel(path))
            Set(path, at, [], []);
    }

    private List<string> ReadList(string path, out List<int> lines)
    {
        List<string> values = [];
        lines = [];
        while (!_parser.TryConsume<SequenceEnd>(out SequenceEnd? _))
        {
            if (_parser.TryConsume<Scalar>(out Scalar? item))
            {
                values.Add(item.Value);
                lines.Add((int)item.Start.Line);
            }
            else
            {
                Refuse(path);
            }
        }

        return values;
    }

    private void Set(string path, Mark at, IReadOnlyList<string> values, IReadOnlyList<int> lines)
    {
        if (!_lines.TryAdd(path, at.Line))
            Complain(at, $"'{path}' is given twice (first in line {_lines[path]})");
        else
            _settings.Add(new(path, values, _name, _folder, (int)at.Line) { Lines = lines });
    }

    private void Refuse(string path)
    {
        Complain(_parser.Current!.Start, $"'{path}' takes a plain value or a list of them");
        SkipValue();
    }

    /// <summary>Passes over the next value, whatever it is.</summary>
    private void SkipValue()
    {
        ParsingEvent skipped = _parser.Consume<ParsingEvent>();
        if (skipped is MappingStart or SequenceStart)
            SkipRest(1);
    }

    /// <summary>Passes over what remains of a mapping or list whose start has been consumed.</summary>
    private void SkipRest(int depth)
    {
        for (int open = 1; open > 0;)
        {
            ParsingEvent passed = _parser.Consume<ParsingEvent>();
            open += passed.NestingIncrease;
            if (depth + open > MaxDepth)
                throw new YamlException(passed.Start, passed.End, $"nested deeper than {MaxDepth}");
        }
    }

    private void Complain(Mark at, string text) => _mistakes.Add(new(Place(at.Line), text, (int)at.Line));

    private string Place(long line) => string.Create(CultureInfo.InvariantCulture, $"{_name}:{line}");

    private static string FirstSentence(string message) => message.ReplaceLineEndings(" ").TrimEnd('.');
}
