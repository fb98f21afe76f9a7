using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Processes;

namespace Streaming.Codecs.Tests.Ffmpeg.Importing;

public sealed class RecipeFileTests
{
    [Fact]
    public void A_recipe_names_files_languages_and_times()
    {
        TitleRecipe recipe = RecipeFile.Read(
            """
            # the lecture
            name: Vorlesung
            video: talk.mp4
            audio:
              - file: talk.de.m4a
                language: de
                label: Übersetzung
              - talk.fr.m4a
            text:
              - { file: talk.en.srt, language: eng }
            slides:
              - file: b.png
                at: 1:02.5
              - file: a.png
                at: 0
            """);
        Assert.Equal("Vorlesung", recipe.Name);
        Assert.Equal(new("talk.mp4"), recipe.Video);
        Assert.Equal([new("talk.de.m4a", "de", "Übersetzung"), new("talk.fr.m4a")], recipe.Audio);
        Assert.Equal([new("talk.en.srt", "eng")], recipe.Text);
        Assert.Equal([new("a.png", TimeSpan.Zero), new("b.png", TimeSpan.FromSeconds(62.5))], recipe.Slides);
    }

    [Theory]
    [InlineData("name: x\nvideo: a.mp4\ncolour: red", "title.yml:3: unknown key 'colour'")]
    [InlineData("video: a.mp4\naudio:\n  - file: b.m4a\n    lang: de", "title.yml:4: unknown key 'lang'")]
    [InlineData("video: a.mp4\naudio:\n  - language: de", "title.yml:3: 'audio' without 'file'")]
    [InlineData("video: a.mp4\naudio: b.m4a", "title.yml:2: expected a list")]
    [InlineData("video: ../a.mp4", "title.yml:1: '../a.mp4' lies outside")]
    [InlineData("video: /etc/passwd", "title.yml:1: '/etc/passwd' lies outside")]
    [InlineData("video: a.mp4\nslides:\n  - file: a.png\n    at: soon", "title.yml:4: 'soon' is not a time")]
    [InlineData("video: a.mp4\nslides:\n  - file: a.png\n    at: -1", "title.yml:4: '-1' is not a time")]
    [InlineData("video: a.mp4\nslides:\n  - file: a.png", "title.yml:3: a slide needs")]
    [InlineData("video: a.mp4\ntext:\n  - file: a.srt\n    language: klingonisch", "title.yml:4: 'klingonisch' is not a language")]
    [InlineData("name: only", "title.yml:1: a title needs 'video' or 'audio'")]
    [InlineData("video: a.mp4\nvideo: b.mp4", "title.yml:2")]
    [InlineData("video: [", "title.yml:2: While")]
    [InlineData("", "title.yml: it holds 0 documents")]
    [InlineData("- a", "title.yml:1: expected keys")]
    [InlineData("a: &x 1\nvideo: *x", "title.yml:2: nested too deeply, or with references")]
    public void A_mistake_is_named_with_its_line(string text, string mistake)
    {
        MediaException said = Assert.Throws<MediaException>(() => RecipeFile.Read(text));
        Assert.StartsWith(mistake, said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pit_of_brackets_is_refused()
    {
        Assert.Throws<MediaException>(() => RecipeFile.Read(new string('[', 100_000)));
    }

    [Fact]
    public void Without_a_recipe_names_tell()
    {
        TitleRecipe recipe = RecipeGuess.From(
            ["film.mp4", "film.de.m4a", "film.en.srt", "film.pt-BR.vtt", "notes.txt", ".hidden.mp4", "film.loud.mp3"]);
        Assert.Equal(new("film.mp4"), recipe.Video);
        Assert.Equal([new("film.de.m4a", "de"), new("film.loud.mp3")], recipe.Audio);
        Assert.Equal([new("film.en.srt", "en"), new("film.pt-BR.vtt", "pt-BR")], recipe.Text);
    }

    [Theory]
    [InlineData("a.mp4", "b.mkv")]
    [InlineData("a.srt", "b.txt")]
    public void Names_that_do_not_tell_are_an_error(params string[] names) => Assert.Throws<MediaException>(() => RecipeGuess.From(names));
}
