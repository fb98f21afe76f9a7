using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Streaming.Lab.Scenarios.Reading;

/// <summary>Reads YAML into a document that knows its lines.</summary>
/// <remarks>Of YAML it takes mappings, lists and scalars. Aliases, tags and further documents are mistakes: they make a file mean more
/// than it shows.</remarks>
internal sealed class DocumentReader
{
    /// <summary>A scenario is six deep; what is deeper than this is an attack, not a typing error.</summary>
    private const int MostDepth = 32;

    private readonly Parser _parser;
    private readonly MistakeList _mistakes;

    private DocumentReader(string text, MistakeList mistakes)
    {
        _parser = new Parser(new StringReader(text));
        _mistakes = mistakes;
    }

    /// <summary>The document; null where it is none, which the mistakes say.</summary>
    public static DocumentNode.Mapping? Read(string text, MistakeList mistakes)
    {
        if (HasTabs(text, mistakes))
            return null;
        int before = mistakes.Count;
        DocumentReader reader = new(text, mistakes);
        DocumentNode.Mapping? document = null;
        try
        {
            document = reader.ReadDocument();
        }
        catch (YamlException wrong)
        {
            mistakes.Add(LineOf(wrong.End), $"not YAML: {wrong.Message.ReplaceLineEndings(" ").TrimEnd('.')}");
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            // The parser lets its inner faults through (a tag that is no URI, a state it did not expect): it is always the text's fault.
            mistakes.Add(LineOf(reader._parser.Current?.End ?? Mark.Empty), "not YAML from here on");
        }

        return mistakes.Count == before ? document : null;
    }

    /// <summary>The commonest mistake of form; the parser's own message for it names the line before and speaks of mappings.</summary>
    private static bool HasTabs(string text, MistakeList mistakes)
    {
        int before = mistakes.Count, line = 0;
        foreach (ReadOnlySpan<char> content in text.AsSpan().EnumerateLines())
        {
            line++;
            if (content[..^content.TrimStart().Length].Contains('\t') && !content.IsWhiteSpace())
                mistakes.Add(line, "a tab: indent with spaces");
        }

        return mistakes.Count > before;
    }

    private static int LineOf(Mark mark) => (int)Math.Max(1, mark.Line);

    private DocumentNode.Mapping? ReadDocument()
    {
        const string Form = "a scenario is a list of 'key: value' lines, such as 'for: 10min'";
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out DocumentStart? _))
        {
            _mistakes.Add(1, $"the file is empty: {Form}");
            return null;
        }

        DocumentNode node = ReadNode(1);
        if (node is not DocumentNode.Mapping)
            _mistakes.Add(node.Line, Form);
        bool isOver = _parser.Accept<DocumentEnd>(out DocumentEnd? _) && _parser.MoveNext();
        if (isOver && _parser.Accept<DocumentStart>(out DocumentStart? second))
            _mistakes.Add(LineOf(second.Start), "a second document: a file is one scenario");
        return node as DocumentNode.Mapping;
    }

    private DocumentNode ReadNode(int depth)
    {
        ParsingEvent start = _parser.Consume<ParsingEvent>();
        int line = LineOf(start.Start);
        if (depth > MostDepth)
            throw new YamlException(start.Start, start.End, $"nested deeper than {MostDepth}");
        if (start is NodeEvent { Tag.IsEmpty: false } or NodeEvent { Anchor.IsEmpty: false } or AnchorAlias)
            _mistakes.Add(line, "anchors, aliases and tags (&, *, !) are not for scenarios: write it out, in quotes where it begins so");
        return start switch
        {
            Scalar scalar => new DocumentNode.Scalar(line, scalar.Value),
            SequenceStart => new DocumentNode.Sequence(line, ReadItems(depth)),
            MappingStart => new DocumentNode.Mapping(line, ReadEntries(depth)),
            _ => new DocumentNode.Scalar(line, ""),
        };
    }

    private List<DocumentNode> ReadItems(int depth)
    {
        List<DocumentNode> items = [];
        while (!_parser.TryConsume<SequenceEnd>(out SequenceEnd? _))
            items.Add(ReadNode(depth + 1));
        return items;
    }

    private List<DocumentEntry> ReadEntries(int depth)
    {
        List<DocumentEntry> entries = [];
        Dictionary<string, int> lines = [];
        while (!_parser.TryConsume<MappingEnd>(out MappingEnd? _))
        {
            DocumentNode key = ReadNode(depth + 1);
            DocumentNode value = ReadNode(depth + 1);
            if (key is not DocumentNode.Scalar { Text: { Length: > 0 } name })
                _mistakes.Add(key.Line, "a key must be a plain word");
            else if (!lines.TryAdd(name, key.Line))
                _mistakes.Add(key.Line, $"'{name}' is given twice (first in line {lines[name]})");
            else
                entries.Add(new(name, key.Line, value));
        }

        return entries;
    }
}
