#include "formats/odt_style_sheet.h"

namespace kireise::formats::odt {

const char* const style_sheet = R"xml(<sheet>
<office:font-face-decls>
 <style:font-face style:name="Text" svg:font-family="'Liberation Sans', Arial, 'Noto Sans', 'DejaVu Sans', sans-serif" style:font-family-generic="swiss" style:font-pitch="variable"/>
 <style:font-face style:name="Code" svg:font-family="'Liberation Mono', 'Noto Sans Mono', 'DejaVu Sans Mono', monospace" style:font-family-generic="modern" style:font-pitch="fixed"/>
</office:font-face-decls>
<office:styles>
 <style:default-style style:family="paragraph">
  <style:paragraph-properties fo:orphans="2" fo:widows="2" style:tab-stop-distance="1.25cm" style:writing-mode="lr-tb"/>
  <style:text-properties style:font-name="Text" fo:font-size="10.5pt" fo:color="#1b2127" fo:hyphenate="false" style:use-window-font-color="false"/>
 </style:default-style>
 <style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/></style:default-style>
 <style:style style:name="Standard" style:family="paragraph" style:class="text"/>
 <style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph" style:parent-style-name="Standard" style:class="text">
  <style:paragraph-properties fo:margin-top="0cm" fo:margin-bottom="0.25cm" fo:line-height="135%"/>
 </style:style>

 <style:style style:name="Organisation" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Title">
  <style:paragraph-properties fo:margin-top="0.6cm" fo:margin-bottom="1.4cm" fo:keep-with-next="always"/>
  <style:text-properties fo:font-size="12pt" fo:font-weight="bold" fo:color="#1a5c8e" fo:letter-spacing="0.02cm"/>
 </style:style>
 <style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Subtitle" style:class="chapter">
  <style:paragraph-properties fo:margin-top="0cm" fo:margin-bottom="0.35cm" fo:line-height="112%" fo:keep-with-next="always"/>
  <style:text-properties fo:font-size="25pt" fo:font-weight="bold" fo:color="#12395b"/>
 </style:style>
 <style:style style:name="Subtitle" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Text_20_body" style:class="chapter">
  <style:paragraph-properties fo:margin-top="0cm" fo:margin-bottom="0.35cm" fo:line-height="125%" fo:keep-with-next="always"/>
  <style:text-properties fo:font-size="13pt" fo:color="#44525f"/>
 </style:style>
 <style:style style:name="Dokumentangaben" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Text_20_body">
  <style:paragraph-properties fo:margin-top="0.2cm" fo:margin-bottom="0.9cm" fo:padding-bottom="0.35cm" fo:border-bottom="1.5pt solid #1a5c8e"/>
  <style:text-properties fo:font-size="10pt" fo:color="#44525f"/>
 </style:style>

 <style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Text_20_body" style:class="text">
  <style:paragraph-properties fo:keep-with-next="always" fo:keep-together="always" fo:line-height="115%"/>
  <style:text-properties fo:font-weight="bold" fo:color="#12395b"/>
 </style:style>
 <style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="1" style:class="text">
  <style:paragraph-properties fo:margin-top="0.9cm" fo:margin-bottom="0.3cm"/>
  <style:text-properties fo:font-size="17pt"/>
 </style:style>
 <style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="2" style:class="text">
  <style:paragraph-properties fo:margin-top="0.55cm" fo:margin-bottom="0.2cm"/>
  <style:text-properties fo:font-size="13.5pt"/>
 </style:style>
 <style:style style:name="Heading_20_3" style:display-name="Heading 3" style:family="paragraph" style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="3" style:class="text">
  <style:paragraph-properties fo:margin-top="0.5cm" fo:margin-bottom="0.18cm"/>
  <style:text-properties fo:font-size="11.5pt"/>
 </style:style>
 <style:style style:name="Heading_20_4" style:display-name="Heading 4" style:family="paragraph" style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="4" style:class="text">
  <style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.15cm"/>
  <style:text-properties fo:font-size="10.5pt" fo:color="#1a5c8e"/>
 </style:style>
 <style:style style:name="Heading_20_5" style:display-name="Heading 5" style:family="paragraph" style:parent-style-name="Heading_20_4" style:next-style-name="Text_20_body" style:default-outline-level="5" style:class="text">
  <style:text-properties fo:font-style="italic"/>
 </style:style>
 <style:style style:name="Heading_20_6" style:display-name="Heading 6" style:family="paragraph" style:parent-style-name="Heading_20_4" style:next-style-name="Text_20_body" style:default-outline-level="6" style:class="text">
  <style:text-properties fo:font-style="italic" fo:font-weight="normal"/>
 </style:style>

 <style:style style:name="Listenpunkt" style:family="paragraph" style:parent-style-name="Text_20_body">
  <style:paragraph-properties fo:margin-bottom="0.12cm"/>
 </style:style>
 <style:style style:name="Preformatted_20_Text" style:display-name="Preformatted Text" style:family="paragraph" style:parent-style-name="Standard" style:class="html">
  <style:paragraph-properties fo:margin-top="0.1cm" fo:margin-bottom="0.3cm" fo:line-height="125%" fo:padding="0.2cm" fo:border="none" fo:background-color="#f1f4f7"/>
  <style:text-properties style:font-name="Code" fo:font-size="9pt"/>
 </style:style>
 <style:style style:name="Hinweis" style:family="paragraph" style:parent-style-name="Text_20_body">
  <style:paragraph-properties fo:margin-left="0.4cm" fo:margin-right="0.4cm" fo:margin-bottom="0.15cm"/>
 </style:style>
 <style:style style:name="Hinweistitel" style:family="paragraph" style:parent-style-name="Hinweis" style:next-style-name="Hinweis">
  <style:paragraph-properties fo:keep-with-next="always"/>
  <style:text-properties fo:font-weight="bold" fo:color="#12395b"/>
 </style:style>
 <style:style style:name="Hinweisbeginn" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:margin-top="0.3cm" fo:line-height="0.2cm" fo:border-top="2pt solid #1a5c8e" fo:keep-with-next="always"/>
  <style:text-properties fo:font-size="4pt"/>
 </style:style>
 <style:style style:name="Hinweisende" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:margin-bottom="0.4cm" fo:line-height="0.1cm" fo:border-bottom="0.5pt solid #9fbad0"/>
  <style:text-properties fo:font-size="4pt"/>
 </style:style>

 <style:style style:name="Table_20_Contents" style:display-name="Table Contents" style:family="paragraph" style:parent-style-name="Standard" style:class="extra">
  <style:paragraph-properties fo:line-height="120%" fo:orphans="0" fo:widows="0"/>
  <style:text-properties fo:font-size="9.5pt"/>
 </style:style>
 <style:style style:name="Table_20_Heading" style:display-name="Table Heading" style:family="paragraph" style:parent-style-name="Table_20_Contents" style:class="extra">
  <style:text-properties fo:font-weight="bold" fo:color="#12395b"/>
 </style:style>
 <style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard" style:class="extra">
  <style:paragraph-properties fo:margin-top="0.35cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"/>
  <style:text-properties fo:font-size="9.5pt" fo:font-weight="bold" fo:color="#44525f"/>
 </style:style>
 <style:style style:name="Table" style:family="paragraph" style:parent-style-name="Caption" style:class="extra"/>
 <style:style style:name="Tabellenabstand" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:line-height="0.4cm"/>
  <style:text-properties fo:font-size="4pt"/>
 </style:style>

 <style:style style:name="Contents_20_Heading" style:display-name="Contents Heading" style:family="paragraph" style:parent-style-name="Heading" style:class="index">
  <style:paragraph-properties fo:margin-top="0.3cm" fo:margin-bottom="0.35cm"/>
  <style:text-properties fo:font-size="14pt"/>
 </style:style>
 <style:style style:name="Contents_20_1" style:display-name="Contents 1" style:family="paragraph" style:parent-style-name="Standard" style:class="index">
  <style:paragraph-properties fo:margin-top="0.18cm" fo:margin-bottom="0.05cm" fo:line-height="120%"><style:tab-stops><style:tab-stop style:position="16cm" style:type="right" style:leader-style="dotted" style:leader-text="."/></style:tab-stops></style:paragraph-properties>
  <style:text-properties fo:font-weight="bold"/>
 </style:style>
 <style:style style:name="Contents_20_2" style:display-name="Contents 2" style:family="paragraph" style:parent-style-name="Standard" style:class="index">
  <style:paragraph-properties fo:margin-left="0.6cm" fo:margin-bottom="0.05cm" fo:line-height="120%"><style:tab-stops><style:tab-stop style:position="15.4cm" style:type="right" style:leader-style="dotted" style:leader-text="."/></style:tab-stops></style:paragraph-properties>
 </style:style>
 <style:style style:name="Contents_20_3" style:display-name="Contents 3" style:family="paragraph" style:parent-style-name="Standard" style:class="index">
  <style:paragraph-properties fo:margin-left="1.2cm" fo:margin-bottom="0.05cm" fo:line-height="120%"><style:tab-stops><style:tab-stop style:position="14.8cm" style:type="right" style:leader-style="dotted" style:leader-text="."/></style:tab-stops></style:paragraph-properties>
  <style:text-properties fo:font-size="10pt" fo:color="#44525f"/>
 </style:style>

 <style:style style:name="Header" style:family="paragraph" style:parent-style-name="Standard" style:class="extra">
  <style:paragraph-properties fo:padding-bottom="0.12cm" fo:border-bottom="0.5pt solid #c3cdd6"><style:tab-stops><style:tab-stop style:position="16cm" style:type="right"/></style:tab-stops></style:paragraph-properties>
  <style:text-properties fo:font-size="8.5pt" fo:color="#44525f"/>
 </style:style>
 <style:style style:name="Footer" style:family="paragraph" style:parent-style-name="Standard" style:class="extra">
  <style:paragraph-properties fo:padding-top="0.12cm" fo:border-top="0.5pt solid #c3cdd6"><style:tab-stops><style:tab-stop style:position="16cm" style:type="right"/></style:tab-stops></style:paragraph-properties>
  <style:text-properties fo:font-size="8.5pt" fo:color="#44525f"/>
 </style:style>

 <style:style style:name="Strong_20_Emphasis" style:display-name="Strong Emphasis" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
 <style:style style:name="Emphasis" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
 <style:style style:name="Source_20_Text" style:display-name="Source Text" style:family="text"><style:text-properties style:font-name="Code" fo:font-size="92%"/></style:style>
 <style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text"><style:text-properties fo:color="#1a5c8e" style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"/></style:style>
 <style:style style:name="Index_20_Link" style:display-name="Index Link" style:family="text"/>
</office:styles>
<office:automatic-styles>
 <style:page-layout style:name="Seite">
  <style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait" fo:margin-top="1.5cm" fo:margin-bottom="1.3cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/>
  <style:header-style><style:header-footer-properties fo:min-height="1.3cm" fo:margin-bottom="0.7cm"/></style:header-style>
  <style:footer-style><style:header-footer-properties fo:min-height="1.2cm" fo:margin-top="0.6cm"/></style:footer-style>
 </style:page-layout>
 <style:page-layout style:name="Erste">
  <style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait" fo:margin-top="2cm" fo:margin-bottom="1.3cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/>
  <style:footer-style><style:header-footer-properties fo:min-height="1.2cm" fo:margin-top="0.6cm"/></style:footer-style>
 </style:page-layout>
</office:automatic-styles>
<office:master-styles>
 <style:master-page style:name="Standard" style:page-layout-name="Seite"><style:header/><style:footer/></style:master-page>
 <style:master-page style:name="First_20_Page" style:display-name="First Page" style:page-layout-name="Erste" style:next-style-name="Standard"><style:footer/></style:master-page>
</office:master-styles>
</sheet>)xml";

}  // namespace kireise::formats::odt
