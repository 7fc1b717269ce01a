"""Only what is surely in another language is left out; names in any spelling, lists and short texts stay."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from relgraph.pipeline import LEFT_OUT
from relgraph.records import Article, Issue
from relgraph.resources import articles_dir, ontology_dir
from relgraph.sources import read_articles
from relgraph.sources.languages import check_language

FOREIGN = {
    "ko": "외무상이 어제 평양에서 외국 대사를 만나 두 나라 사이의 관계를 발전시키는 문제에 대하여 이야기를 나누었다.",
    "zh": "外交部长昨天在首都会见了大使。双方就两国关系和经济合作交换了意见。大使转交了总统的贺信。会谈在友好的气氛中进行。",
    "ja": "外務大臣は昨日、首都で大使と会談し、両国の関係と経済協力について意見を交わした。大使は大統領の親書を手渡した。",
    "ru": "Министр иностранных дел вчера принял посла в столице. Они говорили об отношениях двух стран и о торговле.",
    "fr": "Le ministre des affaires étrangères a reçu hier l'ambassadeur. Ils ont parlé des relations entre les deux pays.",
    "de": "Der Außenminister empfing gestern den Botschafter. Sie sprachen über die Beziehungen der beiden Länder.",
    "es": "El ministro de asuntos exteriores recibió ayer al embajador. Hablaron de las relaciones entre los dos países.",
    "vi": "Hôm qua bộ trưởng ngoại giao đã tiếp đại sứ tại thủ đô. Hai bên trao đổi về quan hệ giữa hai nước.",
    "id": "Menteri luar negeri kemarin menerima duta besar di ibu kota. Mereka berbicara tentang hubungan kedua negara.",
    "tl": "Tinanggap kahapon ng kalihim ng ugnayang panlabas ang embahador. Pinag-usapan nila ang ugnayan ng dalawang bansa.",
    "nl": "De minister van buitenlandse zaken ontving gisteren de ambassadeur. Zij spraken over handel of over de zee, "
    "en over de vraag of het verdrag van het vorige jaar nog dit voorjaar door beide landen kan worden ondertekend.",
    "th": "เมื่อวานนี้รัฐมนตรีว่าการกระทรวงการต่างประเทศได้พบกับเอกอัครราชทูต และหารือเรื่องความสัมพันธ์ระหว่างสองประเทศ",
}
"""The same small report in the languages of the region and of diplomacy."""
ENGLISH = "The foreign minister received the ambassador in the capital and spoke of the relations of the two countries."


def check(text: str, language: str = "en") -> Article | Issue:
    return check_language(Article(id="a", text=text, language=language), "file")


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_reported_and_left_out(language: str) -> None:
    """Even where the page declares English, as many templates do for all their pages."""
    found = check(FOREIGN[language])
    assert isinstance(found, Issue)
    assert (found.level, found.code, found.where) == ("warning", "not-english", "file")
    assert f"'a' is written in '{language}' (probability " in found.message


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Ri Tok Jong, Kim Chang Son, Pak Myong Sun, Jo Yong Won, Ju Chang Il, Kang Sun Nam, Choe Son Hui, Ri Yong Gil, O Il Jong",
        "Saleumxay Kommasith, Thongloun Sisoulith, Sonexay Siphandone, Vilayvong Bouddakham, Phongsavanh Sisoulath, Khemmani Pholsena",
        "Nguyen Phu Trong, Vo Van Thuong, Pham Minh Chinh, Vuong Dinh Hue, Bui Thanh Son, To Lam, Phan Van Giang, Truong Thi Mai",
        "Hamad bin Isa Al Khalifa, Abdullatif bin Rashid Al Zayani, Mohammed bin Abdulrahman Al Thani, Faisal bin Farhan Al Saud",
        "Floral Basket to Kim Jong Un from Lao President",
        "외무상 최선희",
        "Oui.",
        "2024-05-06 12:00",
        "",
    ],
)
def test_english_lists_of_names_and_short_texts_are_kept(text: str) -> None:
    """A dispatch may be a list of those present; where nothing is sure, nothing is left out."""
    found = check(text)
    assert isinstance(found, Article)
    assert found.text == text


def test_a_declared_language_is_a_hint_and_no_more() -> None:
    """English under ``lang="ko"`` is English; a short text that agrees with its declaration is believed."""
    found = check(ENGLISH, "ko-KR")
    assert isinstance(found, Article)
    assert found.language == "en"
    names = check("Kim Jong Un, Choe Son Hui, Ri Tok Jong, Pak Myong Sun, Jo Yong Won, Ju Chang Il, O Il Jong", "ko")
    assert isinstance(names, Article)


def test_a_text_that_is_english_in_part_is_kept() -> None:
    """A page in Korean with its translation below loses nothing."""
    assert isinstance(check(FOREIGN["ko"] * 30 + ENGLISH * 100), Article)
    assert isinstance(check(FOREIGN["ko"] * 100), Issue)


def test_names_in_any_spelling_are_kept() -> None:
    """All names of the ontology, in lists of fifty: the hardest that an article can be made of."""
    for path in sorted((ontology_dir() / "names").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            forms = [next(iter(row.values())) for row in csv.DictReader(file)]
        for start in range(0, len(forms), 50):
            assert isinstance(check(", ".join(forms[start : start + 50])), Article), (path.name, start)


def test_no_sample_article_is_left_out() -> None:
    """Nor does one of them get another language."""
    items = list(read_articles([articles_dir()]))
    assert [i for i in items if isinstance(i, Issue) and i.code == "not-english"] == []
    assert {a.language for a in items if isinstance(a, Article)} == {"en"}


def test_no_article_of_the_corpora_is_left_out(shared: Path) -> None:
    """1,252 articles of KCNA, Wikinews, governments and country histories."""
    names = ("kcna-2024.jsonl", "wikinews.jsonl", "official.jsonl")
    items = list(read_articles([shared / "corpus" / name for name in names]))
    assert [i for i in items if isinstance(i, Issue) and i.code == "not-english"] == []
    lines = sum(isinstance(i, Article) or i.code in LEFT_OUT for i in items)
    assert lines == 1252


def test_english_articles_do_not_load_the_model(tmp_path: Path) -> None:
    """It takes about a second to load; ordinary prose is settled without it."""
    (tmp_path / "a.txt").write_text(ENGLISH, encoding="utf-8")
    code = (
        "import sys; from relgraph.sources import read_articles; n = len(list(read_articles([sys.argv[1]])));"
        "print(n, 'py3langid' in sys.modules, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout == "1 False False\n"
