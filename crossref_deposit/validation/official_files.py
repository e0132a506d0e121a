"""Which files Crossref's own schemas consist of, and the SHA-256 sums by which they are known.

The files themselves are Crossref's and are not part of this package.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

import attrs

from crossref_deposit.errors import VersionError

W3C_FILES: Final = {
    "http://www.w3.org/2009/01/xml.xsd": "standard-modules/xml.xsd",
    "http://www.w3.org/Math/XMLSchema/mathml3/mathml3.xsd": "standard-modules/mathml3/mathml3.xsd",
}
"""Imports that lead to another server, and the copy that lies among Crossref's files."""


@attrs.frozen(kw_only=True)
class OfficialFiles:
    """The files of one of Crossref's schemas."""

    main: str
    """The file that the others are reached from."""
    sums: Mapping[str, frozenset[str]]
    """By path: the SHA-256 sums of the copies that are known to be right."""


# The tables are as sha256sum prints them. Copies of a file differ in whether XML's and MathML's schemas are imported
# from w3.org or from beside the file, and those of 5.3.1 in layout and annotations too.
_MODULES: Final = """\
6c07de1d6ae77da26f72d3c251eea1a35acd253df12439f6be94553a4f1ff300  AccessIndicators.xsd
9798c93059b8c71d3d6dabc7d8673712a21dafed0f4dfe8cf5805336951a6616  JATS-journalpublishing1-3d2-mathml3-elements.xsd
8283b67249b5d9f176fa4185642fc569305d8b804add8091c1bfc44aeafc75f6  JATS-journalpublishing1-3d2-mathml3.xsd
cc540947ab933a3df373d7a711bccffb5778185b245da73ff136c73ec22cb899  clinicaltrials.xsd
bcd58527b2c43639201deac4fd5e6664a7ccb3a0e48b227327b753d72acd0905  fundref.xsd
8845e28b8d77d20d8742ac54d15fc6cfe3cece13e38e5a80689d79bf7c5e01d4  relations.xsd
3f0ba889b16dbb2ec39eeeb799e777227c51d3129697316610f2b1d185ad1db6  standard-modules/mathml3/mathml3-common.xsd
7f2c679f8ac223cd59835af62dfb063b18f5b8ec2919e0a1841f8f0225455a3d  standard-modules/mathml3/mathml3-content.xsd
4919906381bff160d08186b28e0a355cd2bb3cea1ab2d4139580f635fda545f6  standard-modules/mathml3/mathml3-presentation.xsd
e088d44535a774c343dea51b8cb5f2057b79af04b2adfebb95ea438728f76765  standard-modules/mathml3/mathml3-strict-content.xsd
f7e03c16ac50574e724802cc67e42300b404d7976306d56a38091115630e2d9e  standard-modules/mathml3/mathml3.xsd
73fba5884602b101d198a3c0bf6c53491b08ecb54940f1109c46a12f1fdd5234  standard-modules/module-ali.xsd
84b3ca0fba2b6226af5936c13ecd9701a2c7d44c9397ae0c35e4889f98d80f40  standard-modules/xlink.xsd
61960fb3131e38022caad5360e2f33a3382578ab3c80cd58bd74320ede61b20c  standard-modules/xml.xsd
"""
"""Files without a version. They change in place, and the newest count for every version."""

_COMMON_5_4: Final = """\
035efa28cb9d336def14c3f39e17417b6183026bf497a757f76ebde2dda5cc6d  common5.4.0.xsd
2c789c3bde5a3fc97e07cda94fcea9f72f5c64b0cd7cc615c9b11c3e024e8f37  common5.4.0.xsd
681060d20680e216de1fca709228f9ec6ee551db215c6f4ab362911261a6dc20  fundingdata5.4.0.xsd
6350980b133bed93b4b11b16da97dca993c5df5cc8ee31162efd6a057feb81cb  languages5.4.0.xsd
1f04ffc207f97473251e54ae1f761572cc36a8af865322fc337a3723c24b9153  mediatypes5.4.0.xsd
"""

_OWN: Final = {
    "5.5.0": """\
e5c82943dfde814e420e083465eda0a34bf121e02ac5e6c7273f7ec5e58d1aa4  crossref5.5.0.xsd
430d36f77cb1cee035ca83e51340306f82c4cd38755989e5ea8020ea5768b4ba  crossref5.5.0.xsd
5bcc889f15fa7a44c146ea97ddb1ae993cc45e6b792dcd916b7f12a2d001a5a3  common5.5.0.xsd
73f50ad8f0d4f6e21c8808af125c04c1d37356e6acb324c57f4c0751c29530f9  common5.5.0.xsd
8b603c810e58fce4ae5a4582dde7fe30c955ec8d7eb167685293f2ba40db2183  fundingdata5.5.0.xsd
6cc9b7f63c5c23ba538e79ce2f73f5fa9bd728ff533892a2376bb4aa9233a527  languages5.5.0.xsd
07f7c03a46136a52dac801d8db5fbd26b5eff19cf8aa55e1dcf2f5c3a4f22b61  mediatypes5.5.0.xsd
""",
    "5.4.0": """\
7384ae29b1214afeaa916fafd76f1ab4af590a7b6a9432719c4f8cfc87b1527e  crossref5.4.0.xsd
07b97cce2417ac91b154d811620ac6bd2022b0298f882ce89ec549ca93d830cd  crossref5.4.0.xsd
"""
    + _COMMON_5_4,
    "5.3.1": """\
98ab6ef4311c7edd61bdd836b431c388539908fb2ad613f5532fc2581e34f03a  crossref5.3.1.xsd
974ebc29fe48bd55b631fcfa0113ea34120d156d174255d603bad0a04010d432  crossref5.3.1.xsd
0465eb615d97708f031854db62e276c947046bace4e4a0237924e1933d62f4fa  crossref5.3.1.xsd
12e1c62de67d1a42501451acd73c93ec2a0e2bd7de358a243e0b8c62da9f869e  common5.3.1.xsd
538c60bda7df15cfff529a57f795fa639a0b925c79567f631e3bc3bb1f37170e  common5.3.1.xsd
92e60aa3fcf5632fa4db21cc45c2ebd7ea7a3194cdb2daaa23d81c7592cc3af0  common5.3.1.xsd
""",
    "doi_resources-5.4.0": """\
44d53734ab60763a3e46d24c4f03926c7ab411acabd796863e58ebaa4ca8ff2a  doi_resources5.4.0.xsd
"""
    + _COMMON_5_4,
}
"""By version, the main file first: what it has beside the modules."""


def _files(table: str) -> OfficialFiles:
    sums = defaultdict(set)
    for line in table.splitlines():
        known, path = line.split()
        sums[path].add(known)
    return OfficialFiles(main=next(iter(sums)), sums={path: frozenset(known) for path, known in sums.items()})


OFFICIAL_FILES: Final = {version: _files(own + _MODULES) for version, own in _OWN.items()}
"""By schema version, newest first."""


def files_of(version: str) -> OfficialFiles:
    """The files of a version.

    Raises:
        VersionError: There is no such version here.
    """
    if version not in OFFICIAL_FILES:
        message = f"Crossref's own schema {version!r} is not known here: use one of {', '.join(OFFICIAL_FILES)}"
        raise VersionError(message, version=version)
    return OFFICIAL_FILES[version]
